import type { Rect } from '@fjernhjelp/protocol';
import { expect, test } from 'vitest';
import { paintPhoto } from '../testing/codec-pair.ts';
import { tileStates } from '../tile-grid.ts';
import { PictureMemory } from './picture-memory.ts';

const size = { widthPx: 320, heightPx: 160 };
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
