import { type Policy, parsePolicy } from './policy.ts';
import { POLICY_FILE, readPolicyFile } from './policy-file.ts';

/**
 * What the operator has decided for this machine.
 * @throws StartProblem "policy-unreadable" | "policy-malformed"
 */
export async function readPolicy(platform: NodeJS.Platform): Promise<Policy> {
  if (platform !== 'win32') return parsePolicy(readPolicyFile(POLICY_FILE), POLICY_FILE);
  const { POLICY_KEY, readPolicyRegistry } = await import('./policy-registry.ts');
  return parsePolicy(readPolicyRegistry(), POLICY_KEY);
}
