import { zstdCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
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
      for (let damage = [all]; bytes === 0 || pair.encoder.pending; damage = []) {
        const sizeBytes = pair.encode(damage, budgetBytes)?.length ?? 0;
        expect(sizeBytes).toBeLessThanOrEqual(budgetBytes);
        bytes += sizeBytes;
      }
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

test('UP15 a page that came slowly is kept as one that came at once: it was there since it was captured', () => {
  const { pair } = openPages();
  const all = whole(screen);
  const glimpse = (page: number) => {
    fill(pair.encoder.frame, page);
    let bytes = 0;
    for (let spentMs = 0; spentMs < 330; spentMs += 10, pair.nowMs += 10)
      bytes += pair.encode(spentMs === 0 ? [all] : [], 6000)?.length ?? 0;
    return bytes;
  };
  const first = glimpse(1);
  expect(pair.isEqual()).toBe(true);
  for (const page of [2, 1, 2, 1]) glimpse(page);
  expect(glimpse(2)).toBeLessThan(first / 12);
});

test('UP15 UP16 a page on which the same comes again and again, but not beside itself, comes back in few runs', () => {
  const { pair } = openPages();
  const all = whole(screen);
  const show = (page: number) => {
    const { pixels } = pair.encoder.frame;
    for (let y = 0; y < screen.heightPx; y++) {
      for (let x = 0; x < screen.widthPx; x++) {
        const [column, row] = [Math.floor(x / 32), Math.floor(y / 16)];
        const isOwn = noise(column, row, page) % 2 === 0;
        const kind = isOwn ? column + row * 31 : 5000 + ((column * 3 + row) % 7);
        const level = (noise(x % 32, y % 16, page * 9973 + kind) & 1) * 0xff;
        pixels.set([level, level, level, 0], (y * screen.widthPx + x) * 4);
      }
    }
    pair.nowMs += 1000;
    return pair.encode([all], 1e6)!.length;
  };
  for (const page of [1, 2]) show(page);
  // 1,200 tiles, half of them of seven kinds.
  for (const page of [1, 2, 1]) expect(show(page)).toBeLessThan(2500);
  expect(pair.isEqual()).toBe(true);
});

test('UP8 UP15 UP16 whichever pages come and go, with room for six screens and tiles that are kept twice: no tile is ever a wrong one', () => {
  const small = { widthPx: 256, heightPx: 96 };
  const step = fc.record({
    page: fc.nat(14),
    budgetBytes: fc.constantFrom(1e6, 1e6, 400),
    restMs: fc.constantFrom(20, 300, 300),
  });
  let [recalled, kept] = [0, 0];
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), (steps) => {
      const pair = new Pair(compressor, small, 6 * 48);
      const { pixels } = pair.encoder.frame;
      for (const { page, budgetBytes, restMs } of steps) {
        for (let y = 0; y < small.heightPx; y++) {
          for (let x = 0; x < small.widthPx; x++) {
            const [column, row] = [x >> 5, y >> 4];
            const isOwn = noise(column, row, page) % 2 === 0;
            const kind = isOwn ? page * 100 + column + row * 31 : 5000 + ((column * 3 + row) % 7);
            const level = (noise(x % 32, y % 16, kind) & 1) * 0xff;
            pixels.set([level, level, level, 0], (y * small.widthPx + x) * 4);
          }
        }
        pair.encode([whole(small)], budgetBytes);
        if (budgetBytes > 1000) expect(pair.isEqual()).toBe(true);
        pair.nowMs += restMs;
      }
      pair.drain();
      expect(pair.isEqual()).toBe(true);
      recalled += pair.sent.recall ?? 0;
      kept += pair.sent.keep ?? 0;
    }),
    { numRuns: 5 },
  );
  expect(recalled).toBeGreaterThan(20);
  expect(kept).toBeGreaterThan(20);
});

test('UP7 a page of few words, each of which is found in many places, is not painted more often than an update may', () => {
  const pair = new Pair(compressor, { widthPx: 1920, heightPx: 1088 }, 8000);
  const { frame } = pair.encoder;
  const words = new Uint32Array(frame.pixels.buffer, frame.pixels.byteOffset, frame.pixels.length / 4);
  for (const first of [1000, 5000, 1000]) {
    for (let y = 0; y < frame.heightPx; y++) {
      for (let x = 0; x < frame.widthPx; x++) {
        const [column, line] = [x >> 5, first + (y >> 4)];
        const word = noise(column, line, 3) % 300;
        const isInk = x % 32 < 26 && y % 16 < 12 && (noise(x % 32, y % 16, word) & 3) === 0;
        const isEnd = column >= 20 + (noise(line, 1, 9) % 40);
        words[y * frame.widthPx + x] = isInk && !isEnd ? 0 : 0xffffff;
      }
    }
    pair.nowMs += 1000;
    pair.drain([whole(frame)]);
    expect(pair.isEqual()).toBe(true);
  }
});
