import { readFileSync } from 'node:fs';
import { StartProblem } from '../start-problem.ts';
import { type PolicyValues, policyNames } from './policy.ts';

/** Where nobody but root can write. */
export const POLICY_FILE = '/etc/fjernhjelp/policy.json';

/**
 * Reads the policy of a Linux machine: a JSON object of texts, named as in Windows' registry.
 * @throws StartProblem "policy-unreadable" | "policy-malformed"
 */
export function readPolicyFile(path: string): PolicyValues {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new StartProblem('policy-unreadable', { source: path }, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new StartProblem('policy-unreadable', { source: path });
  for (const [name, text] of Object.entries(value)) {
    if (!(policyNames as readonly string[]).includes(name) || typeof text !== 'string')
      throw new StartProblem('policy-malformed', { value: name, source: path });
  }
  return value;
}
