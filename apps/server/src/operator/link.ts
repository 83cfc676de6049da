import * as z from 'zod';

/** A text in one language for all, or in each. */
export type OperatorText = string | { readonly nb: string; readonly nn: string; readonly en: string };

export interface OperatorLink {
  readonly text: OperatorText;
  readonly url: string;
}

const short = z.string().trim().min(1).max(60);

/** Where an operator's link may lead: never a script. */
export function isLinkUrl(url: string): boolean {
  return url.length <= 300 && URL.canParse(url) && /^(https?|mailto|tel):$/.test(new URL(url).protocol);
}

const link = z.strictObject({
  text: z.union([short, z.strictObject({ nb: short, nn: short, en: short })]),
  url: z.string().refine(isLinkUrl),
});

/** "Kontakt oss=https://…", as a variable has it. */
const written = z.string().transform((given, context) => {
  const [text = '', ...url] = given.split('=');
  const parsed = link.safeParse({ text, url: url.join('=') });
  if (parsed.success) return parsed.data;
  context.addIssue('no link');
  return z.NEVER;
});

export const operatorLinks: z.ZodType<readonly OperatorLink[]> = z.array(z.union([link, written])).max(8);

/** @returns the address of an e-mail address, a telephone number or a page; undefined when it is none */
export function contactUrl(contact: string): string | undefined {
  if (/^\+?\d[\d ]{2,18}\d$/.test(contact)) return `tel:${contact.replaceAll(' ', '')}`;
  if (/^[^\s@<>"']{1,64}@[^\s@<>"']{1,190}$/.test(contact)) return `mailto:${contact}`;
  return /^https?:/.test(contact) && isLinkUrl(contact) ? contact : undefined;
}
