import { createManualClock } from '@fjernhjelp/session/testing';
import { describe, expect, it } from 'vitest';
import { createDiskReader, diskPlaces } from './disks.ts';

const sizes = { blocks: 100, bsize: 10, bavail: 40 };
const disk = (name: string) => ({ name, totalBytes: 1000, freeBytes: 400 });
const settled = () => new Promise((resolve) => setImmediate(resolve));

function openReader() {
  const clock = createManualClock();
  const asked: string[] = [];
  const answers = new Map<string, () => void>();
  const readDisks = createDiskReader(clock, (place) => {
    asked.push(place);
    if (place === '/no-media') return Promise.reject(new Error('no medium'));
    if (!place.startsWith('/mnt/')) return Promise.resolve(sizes);
    return new Promise((resolve) => answers.set(place, () => resolve(sizes)));
  });
  return { clock, asked, readDisks, answer: (place: string) => answers.get(place)!() };
}

describe('disks', () => {
  it('are asked one after the other, and left out when they do not answer', async () => {
    const { clock, asked, readDisks, answer } = openReader();
    const reading = readDisks(['/', '/no-media', '/mnt/slow', '/home', '/mnt/dead', '/mnt/fil']);
    await settled();
    expect(asked).toEqual(['/', '/no-media', '/mnt/slow']);
    clock.advance(1500);
    answer('/mnt/slow');
    await settled();
    clock.advance(500);
    expect(await reading).toEqual([disk('/'), disk('/mnt/slow'), disk('/home')]);
    expect(asked.at(-1)).toBe('/mnt/dead');
    expect(clock.pending).toBe(0);
  });

  it('one that never answers holds one thread, however often the report is asked for', async () => {
    const { clock, asked, readDisks, answer } = openReader();
    const places = ['/mnt/dead', '/mnt/dead-too', '/'];
    const first = readDisks(places);
    clock.advance(2000);
    expect(await first).toEqual([]);
    const second = readDisks(places);
    clock.advance(2000);
    expect(await second).toEqual([]);
    expect(asked).toEqual(['/mnt/dead']);
    answer('/mnt/dead');
    await settled();
    expect(await readDisks(['/'])).toEqual([disk('/')]);
  });

  it('who asks meanwhile gets the same answer', async () => {
    const { asked, readDisks } = openReader();
    const both = await Promise.all([readDisks(['/', '/home']), readDisks(['/', '/home'])]);
    expect(both[1]).toEqual([disk('/'), disk('/home')]);
    expect(both[0]).toEqual(both[1]);
    expect(asked).toEqual(['/', '/home']);
  });

  it('of a network are asked last', () => {
    const mounts =
      '//fil/felles /mnt/felles cifs rw 0 0\nfil:/hjem /mnt/hjem nfs4 rw 0 0\n/dev/sda1 / ext4 rw 0 0\n';
    expect(diskPlaces(mounts)).toEqual(['/', '/mnt/felles', '/mnt/hjem']);
  });
});
