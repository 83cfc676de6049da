import type { Rect } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { paintPhoto } from '../testing/codec-pair.ts';
import { tileGrid, tilePx, tileStates } from '../tile-grid.ts';
import { PictureMemory } from './picture-memory.ts';

const size = { widthPx: 320, heightPx: 160 };
const anySize = fc.record({
  widthPx: fc.integer({ min: 1, max: 400 }),
  heightPx: fc.integer({ min: 1, max: 200 }),
});
const film: Rect = { xPx: 32, yPx: 16, widthPx: 256, heightPx: 128 };

/** The viewer had picture 0, and has picture 1 about right. */
function openPlayed(): PictureMemory {
  const memory = new PictureMemory(size);
  paintPhoto(memory.frame, 0);
  memory.adopt([{ xPx: 0, yPx: 0, ...size }]);
  paintPhoto(memory.frame, 1, film);
  memory.encodeLossy(film, 20);
  return memory;
}

test('UP13 what was there before a moving picture differs from what the viewer has since', () => {
  const memory = openPlayed();
  paintPhoto(memory.frame, 0);
  memory.suspect(film);
  memory.compare();
  expect(memory.count(tileStates.differs)).toBeGreaterThan(0);
});

test('UP13 what is painted over a part of a moving picture stays, and the rest is the moving picture', () => {
  const corner: Rect = { ...film, widthPx: 32, heightPx: 16 };
  const [expected, memory] = [openPlayed(), openPlayed()];
  const referenceOf = (memory: PictureMemory) =>
    memory.bytes(memory.reference, size.widthPx * size.heightPx * 4).slice();
  referenceOf(expected);
  for (const each of [expected, memory]) {
    paintPhoto(each.frame, 5, corner);
    each.adopt([corner]);
  }
  expect(Buffer.compare(referenceOf(memory), referenceOf(expected))).toBe(0);
});

test('selected rects cover every picked tile once and nothing else, in at most so many pixels', () => {
  fc.assert(
    fc.property(anySize, fc.infiniteStream(fc.boolean()), fc.nat(40_000), (screen, picks, maxPixels) => {
      const { columns, rows } = tileGrid(screen);
      const memory = new PictureMemory(screen);
      const { states } = memory;
      for (let tile = 0; tile < states.length; tile++)
        states[tile] = picks.next().value ? tileStates.differs : tileStates.clean;
      const before = states.slice();
      const covered = new Uint8Array(screen.widthPx * screen.heightPx);
      let from = 0;
      while (from < columns * rows) {
        const selection = memory.select(tileStates.differs, tileStates.clean, from, maxPixels);
        expect(selection.next).toBeGreaterThan(from);
        if (selection.tiles > 1) expect(selection.pixels).toBeLessThanOrEqual(maxPixels);
        expect(cover(covered, screen.widthPx, selection.rects)).toBe(selection.pixels);
        from = selection.next;
      }
      expect(states.every((state) => state === tileStates.clean)).toBe(true);
      const wanted = Uint8Array.from(covered, (_, i) => {
        const x = i % screen.widthPx;
        const y = Math.floor(i / screen.widthPx);
        const tile = Math.floor(y / tilePx.height) * columns + Math.floor(x / tilePx.width);
        return before[tile] === tileStates.clean ? 0 : 1;
      });
      expect(covered).toEqual(wanted);
    }),
    { numRuns: 60 },
  );
});

test('neighbouring tiles of a whole screen become one rect', () => {
  const memory = new PictureMemory({ widthPx: 300, heightPx: 100 });
  memory.states.fill(tileStates.differs);
  expect(memory.select(tileStates.differs, tileStates.clean).rects).toEqual([
    { xPx: 0, yPx: 0, widthPx: 300, heightPx: 100 },
  ]);
});

/** Counts each covered pixel; @returns how many pixels the rects have */
function cover(covered: Uint8Array, stridePx: number, rects: readonly Rect[]): number {
  let pixels = 0;
  for (const { xPx, yPx, widthPx, heightPx } of rects) {
    for (let y = yPx; y < yPx + heightPx; y++) {
      for (let x = xPx; x < xPx + widthPx; x++) covered[y * stridePx + x]! += 1;
    }
    pixels += widthPx * heightPx;
  }
  return pixels;
}
