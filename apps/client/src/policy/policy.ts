import type { KeyObject } from 'node:crypto';
import { isLanguage, type Language } from '../languages.ts';
import { parseServer } from '../settings.ts';
import { parseSettingsKey } from '../settings-signature.ts';
import { StartProblem } from '../start-problem.ts';

/**
 * What the operator has decided for the machine, in a place that its users cannot write. `server` and `settingsKey` go before
 * arguments and settings, `language` before settings alone.
 */
export interface Policy {
  /** The server's origin. */
  readonly server?: string;
  readonly language?: Language;
  /** Only settings that this key has signed are taken, and no `--server`. */
  readonly settingsKey?: KeyObject;
}

/** The values' names, as the registry and the policy file have them. */
export const policyNames = ['Server', 'Language', 'SettingsKey'] as const;
export type PolicyValues = Readonly<Partial<Record<(typeof policyNames)[number], string>>>;

/**
 * @param values an empty one is as good as none: that is how a policy is switched off
 * @param source named to the person
 * @throws StartProblem "policy-malformed": a decision that is not understood must not be passed over
 */
export function parsePolicy(values: PolicyValues, source: string): Policy {
  const read = <T>(name: keyof PolicyValues, parse: (text: string) => T | undefined): T | undefined => {
    const text = values[name];
    if (text === undefined || text === '') return undefined;
    const parsed = parse(text);
    if (parsed === undefined) throw new StartProblem('policy-malformed', { value: name, source });
    return parsed;
  };
  const server = read('Server', parseServer);
  const language = read('Language', (text) => (isLanguage(text) ? text : undefined));
  const settingsKey = read('SettingsKey', parseSettingsKey);
  return {
    ...(server !== undefined && { server }),
    ...(language !== undefined && { language }),
    ...(settingsKey !== undefined && { settingsKey }),
  };
}
