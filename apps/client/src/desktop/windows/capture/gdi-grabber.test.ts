import { expect, test } from 'vitest';
import { copyChangedBands } from './gdi-grabber.ts';

const size = { widthPx: 8, heightPx: 40 };
const newFrame = () => ({ ...size, pixels: new Uint8Array(8 * 40 * 4) });

test('bands of rows that changed are copied and told, neighbours as one', () => {
  const frame = newFrame();
  const pixels = new Uint8Array(frame.pixels);
  expect(copyChangedBands(pixels, frame).damage).toEqual([]);
  pixels[5 * 8 * 4] = 1;
  pixels[39 * 8 * 4 + 30] = 2;
  expect(copyChangedBands(pixels, frame).damage).toEqual([
    { xPx: 0, yPx: 0, widthPx: 8, heightPx: 16 },
    { xPx: 0, yPx: 32, widthPx: 8, heightPx: 8 },
  ]);
  expect(Buffer.compare(frame.pixels, pixels)).toBe(0);
  pixels.fill(7);
  expect(copyChangedBands(pixels, frame).damage).toEqual([{ xPx: 0, yPx: 0, widthPx: 8, heightPx: 40 }]);
});

test('UP10 bands that are to be left are not copied, and are found again as they are then', () => {
  const frame = newFrame();
  const pixels = new Uint8Array(frame.pixels);
  pixels[39 * 8 * 4] = 1;
  expect(copyChangedBands(pixels, frame, 8 * 16)).toMatchObject({ damage: [{ yPx: 32 }], hasMore: false });
  pixels.fill(7, 0, 20 * 8 * 4);
  expect(copyChangedBands(pixels, frame, 8 * 16)).toEqual({ damage: [], moves: [], hasMore: true });
  expect(frame.pixels[0]).toBe(0);
  pixels.fill(9, 0, 4 * 8 * 4);
  expect(copyChangedBands(pixels, frame)).toEqual({
    damage: [{ xPx: 0, yPx: 0, widthPx: 8, heightPx: 32 }],
    moves: [],
    hasMore: false,
  });
  expect(Buffer.compare(frame.pixels, pixels)).toBe(0);
});
