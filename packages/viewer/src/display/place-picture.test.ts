import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placePicture } from './place-picture.ts';

const fullHd = { widthPx: 1920, heightPx: 1080 };

test('a picture larger than the window is scaled down, smoothly and with its aspect ratio', () => {
  expect(placePicture(fullHd, { width: 960, height: 900 }, 'fit', 1)).toEqual({
    left: 0,
    top: 180,
    width: 960,
    height: 540,
    isCrisp: false,
  });
});

test('in a window of its own size, or a little larger, the picture is one to one with hard edges', () => {
  expect(placePicture(fullHd, { width: 1920, height: 1080 }, 'fit', 1)).toMatchObject({
    width: 1920,
    isCrisp: true,
  });
  expect(placePicture(fullHd, { width: 2000, height: 1200 }, 'fit', 1)).toEqual({
    left: 40,
    top: 60,
    width: 1920,
    height: 1080,
    isCrisp: true,
  });
});

test('a small picture fills a large window', () => {
  const small = { widthPx: 640, heightPx: 480 };
  expect(placePicture(small, { width: 1300, height: 1000 }, 'fit', 1)).toMatchObject({
    width: 1280,
    isCrisp: true,
  });
  expect(placePicture(small, { width: 960, height: 1000 }, 'fit', 1)).toMatchObject({
    width: 960,
    isCrisp: false,
  });
});

test('actual size is one remote pixel on one device pixel, whatever the ratio, and may exceed the window', () => {
  expect(placePicture(fullHd, { width: 800, height: 600 }, 'actual', 2)).toEqual({
    left: 0,
    top: 30,
    width: 960,
    height: 540,
    isCrisp: true,
  });
  expect(placePicture(fullHd, { width: 800, height: 600 }, 'actual', 1.25).width * 1.25).toBe(1920);
});

test('a fitted picture never exceeds the window and never leaves its aspect ratio', () => {
  const sidePx = fc.integer({ min: 1, max: 7680 });
  const side = fc.double({ min: 1, max: 5000, noNaN: true });
  const ratio = fc.constantFrom(0.5, 1, 1.25, 1.5, 2, 3);
  fc.assert(
    fc.property(sidePx, sidePx, side, side, ratio, (widthPx, heightPx, width, height, devicePixelRatio) => {
      const place = placePicture({ widthPx, heightPx }, { width, height }, 'fit', devicePixelRatio);
      const tolerance = 1e-6;
      expect(place.left + place.width).toBeLessThanOrEqual(width + tolerance);
      expect(place.top + place.height).toBeLessThanOrEqual(height + tolerance);
      expect(place.width * heightPx).toBeCloseTo(place.height * widthPx, 3);
    }),
  );
});
