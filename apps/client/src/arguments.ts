import { isLanguage, type Language } from './languages.ts';
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
}

/** The only link that the portal makes. A link carries nothing: a web page must not choose the server. */
const START_LINK = /^fjernhjelp:(\/\/)?start\/?$/;

/**
 * @param args what follows the program's name
 * @throws StartProblem "argument-unknown" | "argument-value-missing"
 */
export function parseArguments(args: readonly string[]): ClientArguments {
  let parsed: ClientArguments = { window: true, registerLink: false };
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    switch (arg) {
      case '--no-window':
        parsed = { ...parsed, window: false };
        break;
      case '--register-link':
        parsed = { ...parsed, registerLink: true };
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
        if (!START_LINK.test(arg)) throw new StartProblem('argument-unknown', { argument: arg });
    }
  }
  return parsed;
}

function valueAfter(argument: string, rest: string[]): string {
  const value = rest.shift();
  if (value === undefined || value === '' || value.startsWith('-'))
    throw new StartProblem('argument-value-missing', { argument });
  return value;
}
