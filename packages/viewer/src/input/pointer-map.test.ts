import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaOf } from '../watch/area.ts';
import { mapToScreen } from './pointer-map.ts';

const screen = areaOf([{ screen: 3, xPx: -100, yPx: 50, widthPx: 1366, heightPx: 768, name: '' }]);

test('at one to one every remote pixel is hit by its own pixel of the page', () => {
  const box = { left: 10, top: 20, width: 1366, height: 768 };
  expect(mapToScreen(10, 20, box, screen)).toEqual({ screen: 3, xPx: 0, yPx: 0 });
  expect(mapToScreen(10.9, 20.9, box, screen)).toEqual({ screen: 3, xPx: 0, yPx: 0 });
  expect(mapToScreen(11, 21, box, screen)).toEqual({ screen: 3, xPx: 1, yPx: 1 });
  expect(mapToScreen(1375.5, 787.5, box, screen)).toEqual({ screen: 3, xPx: 1365, yPx: 767 });
});

test('shown at half size, the pixel under the point is the one that is meant', () => {
  const box = { left: 0, top: 0, width: 683, height: 384 };
  expect(mapToScreen(100, 100, box, screen)).toEqual({ screen: 3, xPx: 200, yPx: 200 });
  expect(mapToScreen(682.9, 383.9, box, screen)).toEqual({ screen: 3, xPx: 1365, yPx: 767 });
});

test('a drag that leaves the picture stays on its edge', () => {
  const box = { left: 100, top: 100, width: 683, height: 384 };
  expect(mapToScreen(-5, 3000, box, screen)).toEqual({ screen: 3, xPx: 0, yPx: 767 });
  expect(mapToScreen(3000, -5, box, screen)).toEqual({ screen: 3, xPx: 1365, yPx: 0 });
});

test('IN1 any point on any box gives a pixel of the screen', () => {
  const anywhere = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const length = fc.double({ min: 0.1, max: 1e5, noNaN: true });
  fc.assert(
    fc.property(
      anywhere,
      anywhere,
      fc.record({ left: anywhere, top: anywhere, width: length, height: length }),
      (x, y, box) => {
        const { xPx, yPx } = mapToScreen(x, y, box, screen);
        expect(Number.isInteger(xPx) && xPx >= 0 && xPx < screen.widthPx).toBe(true);
        expect(Number.isInteger(yPx) && yPx >= 0 && yPx < screen.heightPx).toBe(true);
      },
    ),
  );
});
