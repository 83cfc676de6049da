import { readdir } from 'node:fs/promises';
import { platform, userInfo } from 'node:os';
import { join } from 'node:path';
import type { SystemReport } from '@fjernhjelp/protocol';

/** @returns whom the client runs as, on Windows with the domain, and whether with all rights (root, an elevated administrator) */
export async function readAccount(env: NodeJS.ProcessEnv): Promise<SystemReport['account']> {
  const { username, uid } = userInfo();
  if (platform() !== 'win32') return { name: username, isAdministrator: uid === 0 };
  const domain = env['USERDOMAIN'];
  const name = domain === undefined ? username : `${domain}\\${username}`;
  // Only elevated administrators may look into this folder.
  const guarded = join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'config');
  const isAdministrator = await readdir(guarded).then(
    () => true,
    () => false,
  );
  return { name, isAdministrator };
}
