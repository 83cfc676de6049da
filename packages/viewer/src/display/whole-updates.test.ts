import { expect, test } from 'vitest';
import type { PixelPart, PixelPut } from './frame-hold.ts';
import { createWholeUpdates } from './whole-updates.ts';

const rects = [{ xPx: 0, yPx: 0, widthPx: 8, heightPx: 8 }];

function partNumbered(number: number): PixelPart {
  return { rects, pixels: Uint8Array.of(number), isGiven: true };
}

/** What was put, as screen and numbers. */
function open() {
  const put: (readonly [number, ...number[]])[] = [];
  const take = createWholeUpdates(({ screen, parts }: PixelPut) =>
    put.push([screen, ...parts.map(({ pixels }) => pixels[0]!)]),
  );
  return {
    put,
    take: (screen: number, number: number, isLast: boolean) => take(screen, partNumbered(number), isLast),
  };
}

test('an update in one part is put as it comes', () => {
  const { put, take } = open();
  take(0, 1, true);
  expect(put).toEqual([[0, 1]]);
});

test('of an update in several parts nothing is put before the last one is there', () => {
  const { put, take } = open();
  take(1, 1, false);
  take(1, 2, false);
  expect(put).toEqual([]);
  take(1, 3, true);
  take(0, 4, true);
  expect(put).toEqual([
    [1, 1, 2, 3],
    [0, 4],
  ]);
});

test('an update of more than eight parts is put by eight: no task is longer than that', () => {
  const { put, take } = open();
  for (let number = 1; number <= 17; number++) take(0, number, number === 17);
  expect(put.map(([, ...numbers]) => numbers.length)).toEqual([8, 8, 1]);
  expect(put.flatMap(([, ...numbers]) => numbers)).toEqual(Array.from({ length: 17 }, (_, i) => i + 1));
});
