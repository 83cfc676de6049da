import { isLanguage, type Language } from './languages.ts';
import { isLink, parseStartLink, type StartLink } from './start-link.ts';
import { StartProblem } from './start-problem.ts';

export interface ClientArguments {
  readonly server?: string;
  /** Path of a settings file instead of the one beside the program. */
  readonly settings?: string;
  readonly language?: Language;
  /** False: status lines on stdout and commands on stdin, for tests and terminals. */
  readonly window: boolean;
  /** Only tell the system that this program opens `fjernhjelp:` links, then stop. */
  readonly registerLink: boolean;
  /** Only print which version this is, then stop. */
  readonly version: boolean;
  /** The link that started the program. */
  readonly link?: StartLink;
}

/**
 * @param args what follows the program's name
 * @throws StartProblem "argument-unknown" | "argument-value-missing" | "link-malformed"
 */
export function parseArguments(args: readonly string[]): ClientArguments {
  let parsed: ClientArguments = { window: true, registerLink: false, version: false };
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    switch (arg) {
      case '--no-window':
        parsed = { ...parsed, window: false };
        break;
      case '--register-link':
        parsed = { ...parsed, registerLink: true };
        break;
      case '--version':
        parsed = { ...parsed, version: true };
        break;
      case '--server':
        parsed = { ...parsed, server: valueAfter(arg, rest) };
        break;
      case '--settings':
        parsed = { ...parsed, settings: valueAfter(arg, rest) };
        break;
      case '--lang': {
        const language = valueAfter(arg, rest);
        if (!isLanguage(language))
          throw new StartProblem('argument-unknown', { argument: `--lang ${language}` });
        parsed = { ...parsed, language };
        break;
      }
      default:
        if (!isLink(arg)) throw new StartProblem('argument-unknown', { argument: arg });
        parsed = { ...parsed, link: linkAtTheEnd(arg, rest) };
    }
  }
  return parsed;
}

/**
 * A link is the last argument. What a page smuggles past the browser's and the system's quoting begins with the link's own
 * scheme and would come after it.
 */
function linkAtTheEnd(link: string, rest: string[]): StartLink {
  const parsed = rest.length === 0 ? parseStartLink(link) : undefined;
  // What the page wrote is not shown: it could be meant to be read.
  if (parsed === undefined) throw new StartProblem('link-malformed');
  return parsed;
}

function valueAfter(argument: string, rest: string[]): string {
  const value = rest.shift();
  if (value === undefined || value === '' || value.startsWith('-'))
    throw new StartProblem('argument-value-missing', { argument });
  return value;
}
