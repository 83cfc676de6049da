import { expect, test } from 'vitest';
import { bandsOf, createQuietBands, placeOfBand } from './quiet-bands.ts';

const letter = (yPx: number) => bandsOf([{ xPx: 300, yPx, widthPx: 8, heightPx: 16 }]);
const size = { widthPx: 1000, heightPx: 700 };

/** @returns how many changes it takes until all but a few bands stands still; undefined: it does not within 20 */
function changesUntilStill(bands: ReturnType<typeof createQuietBands>, next: (change: number) => number) {
  for (let change = 1; change <= 20; change++) if (bands.changed(letter(next(change)))) return change;
  return undefined;
}

test('a line that is written, a bar below it and a clock leave the rest still', () => {
  const quiet = createQuietBands();
  const places = [200, 680, 10];
  expect(changesUntilStill(quiet, (change) => places[change % 3]!)).toBe(7);
  expect(quiet.changed(letter(205))).toBe(true);
});

test('what changes in a fourth place has the whole shown, and it begins again', () => {
  const quiet = createQuietBands();
  expect(changesUntilStill(quiet, (change) => 100 * (change % 3))).toBe(7);
  expect(quiet.changed(letter(500))).toBe(false);
  expect(changesUntilStill(quiet, () => 500)).toBe(6);
});

test('small changes all over the picture, or a large one now and then, never leave it still', () => {
  expect(changesUntilStill(createQuietBands(), (change) => (change * 130) % 700)).toBeUndefined();
  const quiet = createQuietBands();
  const large = bandsOf([{ xPx: 0, yPx: 0, ...size }]);
  for (let round = 0; round < 10; round++) {
    expect(quiet.changed(large)).toBe(false);
    for (let change = 0; change < 6; change++) expect(quiet.changed(letter(300))).toBe(false);
  }
});

test('after a reset nothing is known', () => {
  const quiet = createQuietBands();
  changesUntilStill(quiet, () => 0);
  quiet.reset();
  expect(changesUntilStill(quiet, () => 0)).toBe(7);
});

test('bands cover the picture without gaps, the last one as high as is left', () => {
  const places = [...bandsOf([{ xPx: 0, yPx: 600, widthPx: 1, heightPx: 100 }])].map((band) =>
    placeOfBand(band, size),
  );
  expect(places).toEqual([
    { xPx: 0, yPx: 576, widthPx: 1000, heightPx: 64 },
    { xPx: 0, yPx: 640, widthPx: 1000, heightPx: 60 },
  ]);
  expect([...bandsOf([{ xPx: 0, yPx: 63, widthPx: 1, heightPx: 1 }])]).toEqual([0]);
  expect([...bandsOf([{ xPx: 0, yPx: 63, widthPx: 1, heightPx: 2 }])]).toEqual([0, 1]);
});
