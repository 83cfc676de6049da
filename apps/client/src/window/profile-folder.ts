import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** `fjernhjelp-<number of the client's process>-<random>` */
const NAME = /^fjernhjelp-(\d+)-\w+$/;

/** No bar that offers to translate the user's own language; no flag says that. */
const preferences = { translate: { enabled: false } };

/** @returns a new folder for a browser's profile, which only this user can read */
export function createProfileFolder(parent: string): string {
  const profile = mkdtempSync(join(parent, `fjernhjelp-${process.pid}-`));
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  return profile;
}

export async function removeProfileFolder(profile: string): Promise<void> {
  await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/** Removes the profiles of clients that were killed before they could, unless their browser is still there. */
export async function removeStaleProfiles(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    const client = NAME.exec(name)?.[1];
    if (client === undefined || isAlive(Number(client))) continue;
    const profile = join(parent, name);
    // Folders for temporary files are shared by all users.
    const isOurs = lstatSync(profile).uid === process.getuid?.();
    if (isOurs && !isAlive(browserOf(profile))) await removeProfileFolder(profile);
  }
}

/** Chromium's lock is a link to `<host name>-<number of the process>`. */
function browserOf(profile: string): number {
  try {
    return Number(/\d+$/.exec(readlinkSync(join(profile, 'SingletonLock')))?.[0]);
  } catch {
    // No lock: no browser uses it.
    return Number.NaN;
  }
}

function isAlive(processNumber: number): boolean {
  if (Number.isNaN(processNumber)) return false;
  try {
    process.kill(processNumber, 0);
    return true;
  } catch (error) {
    // Another user's process is alive, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
