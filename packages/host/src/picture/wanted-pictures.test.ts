import { fitWithin } from '@fjernhjelp/codec';
import { areaPx, limits, type ScreenPlace } from '@fjernhjelp/protocol';
import { expect, test } from 'vitest';
import { wantedPictures } from './wanted-pictures.ts';

const place = (screen: number, widthPx: number, heightPx: number): ScreenPlace => ({
  screen,
  xPx: 0,
  yPx: 0,
  widthPx,
  heightPx,
  name: '',
});
const asItIs = (screen: number) => ({ screen, maxWidthPx: 0, maxHeightPx: 0 });

test('UP18 before it asks a viewer has the first screen as it is, and all that can be kept of it', () => {
  expect(wantedPictures([place(3, 1920, 1080), place(1, 800, 600)], undefined)).toEqual([
    { ...asItIs(3), cachePlaces: limits.cachedTiles },
  ]);
});

test('UP2 UP18 what is kept is shared by the screens that are there and shown large', () => {
  const there = [place(0, 1920, 1080), place(1, 1280, 1024), place(2, 320, 200)];
  const thumbnail = { screen: 1, maxWidthPx: 320, maxHeightPx: 200 };
  const keptOf = (...screens: { screen: number; maxWidthPx: number; maxHeightPx: number }[]) =>
    wantedPictures(there, { screens, cachePlaces: 1000 }).map(({ cachePlaces }) => cachePlaces);
  expect(keptOf(asItIs(0))).toEqual([1000]);
  expect(keptOf(asItIs(0), asItIs(1))).toEqual([500, 500]);
  expect(keptOf(asItIs(0), thumbnail)).toEqual([1000, 0]);
  expect(keptOf(asItIs(0), asItIs(1), asItIs(2))).toEqual([333, 333, 333]);
  expect(keptOf(asItIs(0), asItIs(7))).toEqual([1000]);
});

test.each([1, 2, 3, 4, 5, 9, 16])('UP2 %i screens of 7680×4320 fit into what a viewer may hold', (count) => {
  const there = Array.from({ length: count }, (_, screen) => place(screen, 7680, 4320));
  const wanted = wantedPictures(there, {
    screens: there.map(({ screen }) => asItIs(screen)),
    cachePlaces: 9,
  });
  const sizes = wanted.map(({ screen, maxWidthPx, maxHeightPx }) =>
    fitWithin(there[screen]!, maxWidthPx, maxHeightPx),
  );
  const totalPx = sizes.reduce((sum, size) => sum + areaPx(size), 0);
  expect(totalPx).toBeLessThanOrEqual(limits.screensTotalPx);
  expect(totalPx).toBeGreaterThan(Math.min(count * 7680 * 4320, limits.screensTotalPx) * 0.99);
});
