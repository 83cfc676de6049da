/** The ways in that the start page may offer. */
export type Door = 'client' | 'package' | 'browser';

export interface OperatorLink {
  /** In one language for all, or by language. */
  readonly text: string | Readonly<Record<string, string>>;
  readonly url: string;
}

/** Whose pages these are; the server puts it into each page's head (apps/server/src/operator/operator.ts). */
export interface Operator {
  readonly name?: string;
  /** Address of the operator's own site. */
  readonly site?: string;
  /** Address of a picture. */
  readonly logo?: string;
  readonly contact?: { readonly text: string; readonly url: string };
  readonly links: readonly OperatorLink[];
  readonly doors: readonly Door[];
  /** The longest that a session in the browser takes, and the longest that nobody does anything in it; 0: no bound. */
  readonly browserDoor: { readonly longestMinutes: number; readonly idleMinutes: number };
}

/** What holds where no server said anything. */
const nobody: Operator = {
  links: [],
  doors: ['client', 'package', 'browser'],
  browserDoor: { longestMinutes: 480, idleMinutes: 60 },
};

/** @returns what the page's own server wrote into its head, as checked there */
export function readOperator(page: Document): Operator {
  const block = page.getElementById('operator')?.textContent;
  return block ? (JSON.parse(block) as Operator) : nobody;
}

/** @returns a link's words in the page's language */
export function wordsOf({ text }: OperatorLink, language: string): string {
  return typeof text === 'string' ? text : (text[language] ?? text['nb'] ?? '');
}
