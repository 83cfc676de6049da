import { readFile, statfs } from 'node:fs/promises';
import { platform } from 'node:os';
import type { SystemReport } from '@fjernhjelp/protocol';

type Disk = SystemReport['disks'][number];

/** A drive of a network that does not answer is left out rather than waited for. */
const PATIENCE_MS = 2000;
const DRIVES = [...'CDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`);

/** @returns each disk once, where people see it: mount points, or drives on Windows */
export async function readDisks(): Promise<Disk[]> {
  const places =
    platform() === 'win32' ? DRIVES : diskPlaces(await readFile('/proc/mounts', 'utf8').catch(() => ''));
  const read = await Promise.all(places.map(readDisk));
  return read.filter((disk) => disk !== undefined);
}

async function readDisk(place: string): Promise<Disk | undefined> {
  const tooLate = new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), PATIENCE_MS).unref();
  });
  const found = await Promise.race([statfs(place).catch(() => undefined), tooLate]);
  if (found === undefined || found.blocks === 0) return undefined;
  return { name: place, totalBytes: found.blocks * found.bsize, freeBytes: found.bavail * found.bsize };
}

/**
 * @param mounts the text of /proc/mounts (proc(5), fstab(5))
 * @returns where devices and network shares are mounted, the first place of each; and the root, whatever it is on
 */
export function diskPlaces(mounts: string): string[] {
  const seen = new Set<string>();
  const places = new Set<string>();
  for (const line of mounts.split('\n')) {
    const [device = '', place = '', kind = ''] = line.split(' ').map(unescapeOctal);
    const isDisk = device.startsWith('/dev/') || /^(nfs4?|cifs|smb3|zfs|btrfs)$/.test(kind) || place === '/';
    // Bind mounts of single files, and read-only images, are no disks to people.
    if (!isDisk || kind === 'squashfs' || place.startsWith('/etc/') || seen.has(device)) continue;
    seen.add(device);
    places.add(place);
  }
  return [...places];
}

function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
