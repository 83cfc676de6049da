import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { noise, Pair, whole } from './testing/codec-pair.ts';

const compressor = { compress: (raw: Uint8Array) => zstdCompressSync(raw) };
const screen = { widthPx: 960, heightPx: 640 };

/** A sheet: every third cell has something in it, the others are blank. */
function fill({ pixels, widthPx, heightPx }: Pair['encoder']['frame'], page: number): void {
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const cell = noise(Math.floor(x / 96), Math.floor(y / 32), page) % 3 === 0;
      const level = cell && (noise(x, y, page) & 3) === 0 ? noise(x, y, 7) & 0x3f : 0xff;
      pixels.set([level, level, level, 0], (y * widthPx + x) * 4);
    }
  }
}

function openPages(): { pair: Pair; show: (page: number, budgetBytes: number) => number } {
  const pair = new Pair(compressor, screen, 8000, true);
  const all = whole(screen);
  return {
    pair,
    show(page, budgetBytes) {
      pair.nowMs += 1000;
      fill(pair.encoder.frame, page);
      let bytes = 0;
      for (let damage = [all]; bytes === 0 || pair.encoder.pending; damage = [])
        bytes += pair.encode(damage, budgetBytes)?.length ?? 0;
      return bytes;
    },
  };
}

test.each([
  ['a free', 1e6],
  ['a thin', 3000],
])(
  'UP16 a page that comes back on %s line is recalled, and nothing of it packed anew but what is blank',
  (_, budgetBytes) => {
    const { pair, show } = openPages();
    const first = show(1, budgetBytes);
    show(2, budgetBytes);
    // The viewer is told what to keep of what goes, too.
    for (const page of [1, 2, 1]) {
      expect(show(page, budgetBytes)).toBeLessThan(first / 12);
      expect(pair.isEqual()).toBe(true);
    }
  },
);

test('UP16 what changed on a page that comes back is sent with the rest of it, on a thin line too', () => {
  const { pair, show } = openPages();
  for (const page of [1, 2]) show(page, 3000);
  const { pixels } = pair.encoder.frame;
  pair.nowMs += 1000;
  fill(pair.encoder.frame, 1);
  pixels.fill(0x55, 0, screen.widthPx * 4 * 20);
  for (let damage = [whole(screen)]; damage.length > 0 || pair.encoder.pending; damage = [])
    pair.encode(damage, 3000);
  expect(pair.isEqual()).toBe(true);
});
