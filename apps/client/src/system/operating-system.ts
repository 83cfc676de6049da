import { readFile } from 'node:fs/promises';
import { arch, hostname, platform, release, type, version } from 'node:os';
import type { SystemReport } from '@fjernhjelp/protocol';

/** @returns the system by the name that people know it by */
export async function readOperatingSystem(): Promise<SystemReport['system']> {
  const computer = hostname();
  const architecture = arch();
  // Windows says "Windows 11 Pro" as its version, and its build as its release.
  if (platform() === 'win32') return { name: version(), version: release(), architecture, computer };
  const name = nameIn(await readFile('/etc/os-release', 'utf8').catch(() => ''));
  return { name: name ?? type(), version: release(), architecture, computer };
}

/** @param osRelease the text of /etc/os-release (os-release(5)) */
export function nameIn(osRelease: string): string | undefined {
  const value = /^PRETTY_NAME=(.*)$/m.exec(osRelease)?.[1];
  return value?.replace(/^(["'])(.*)\1$/, '$2');
}
