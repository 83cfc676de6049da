import type { StatsFs } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import { platform } from 'node:os';
import type { Clock, SystemReport } from '@fjernhjelp/protocol';

type Disk = SystemReport['disks'][number];
type Sizes = Pick<StatsFs, 'blocks' | 'bsize' | 'bavail'>;

const PATIENCE_MS = 2000;
const DRIVES = [...'CDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`);

/**
 * A place that does not answer, as a share whose server is gone, keeps one of the few threads that all files and names of
 * this program need. So one is asked after the other, the round ends after two seconds with what has answered, and nothing
 * is asked again before the last one has.
 * @param sizesOf as Node's `statfs`
 * @returns each disk once, called as the place
 */
export function createDiskReader(
  clock: Clock,
  sizesOf: (place: string) => Promise<Sizes> = statfs,
): (places: readonly string[]) => Promise<Disk[]> {
  let isWaiting = false;
  let round: Promise<Disk[]> | undefined;

  function ask(place: string): Promise<Sizes | undefined> {
    isWaiting = true;
    return sizesOf(place)
      .catch(() => undefined)
      .finally(() => {
        isWaiting = false;
      });
  }

  async function readDisks(places: readonly string[]): Promise<Disk[]> {
    const disks: Disk[] = [];
    const { promise: tooLate, resolve } = Promise.withResolvers<undefined>();
    const stop = clock.schedule(PATIENCE_MS, () => resolve(undefined));
    for (const place of places) {
      if (isWaiting) break;
      const found = await Promise.race([ask(place), tooLate]);
      if (found === undefined || found.blocks === 0) continue;
      disks.push({
        name: place,
        totalBytes: found.blocks * found.bsize,
        freeBytes: found.bavail * found.bsize,
      });
    }
    stop();
    return disks;
  }

  return (places) => {
    round ??= readDisks(places).finally(() => {
      round = undefined;
    });
    return round;
  };
}

/** @returns where people see disks: mount points, or drives on Windows */
export async function findDiskPlaces(): Promise<string[]> {
  if (platform() === 'win32') return DRIVES;
  return diskPlaces(await readFile('/proc/mounts', 'utf8').catch(() => ''));
}

/**
 * @param mounts the text of /proc/mounts (proc(5), fstab(5))
 * @returns where devices and network shares are mounted, the first place of each; and the root, whatever it is on. Shares
 * come last: they may not answer
 */
export function diskPlaces(mounts: string): string[] {
  const seen = new Set<string>();
  const local = new Set<string>();
  const shares = new Set<string>();
  for (const line of mounts.split('\n')) {
    const [device = '', place = '', kind = ''] = line.split(' ').map(unescapeOctal);
    const isShare = /^(nfs4?|cifs|smb3)$/.test(kind);
    const isDisk = isShare || device.startsWith('/dev/') || /^(zfs|btrfs)$/.test(kind) || place === '/';
    // Bind mounts of single files, and read-only images, are no disks to people.
    if (!isDisk || kind === 'squashfs' || place.startsWith('/etc/') || seen.has(device)) continue;
    seen.add(device);
    (isShare ? shares : local).add(place);
  }
  return [...local, ...shares];
}

function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
