import type { ScreenPlace } from '@fjernhjelp/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaOf, placeInArea, withinArea } from './area.ts';

const left: ScreenPlace = { screen: 0, xPx: -800, yPx: 100, widthPx: 800, heightPx: 600, name: '' };
const right: ScreenPlace = { screen: 3, xPx: 0, yPx: 0, widthPx: 1920, heightPx: 1080, name: '' };
const both = areaOf([left, right]);

test('holds all screens as they lie on the desktop, and one as it is', () => {
  expect(both).toEqual({ xPx: -800, yPx: 0, widthPx: 2720, heightPx: 1080, screens: [left, right] });
  expect(areaOf([left])).toMatchObject({ xPx: -800, yPx: 100, widthPx: 800, heightPx: 600 });
});

test('IN2 a place of it is a place of the screen there', () => {
  expect(placeInArea(both, 0, 100)).toEqual({ screen: 0, xPx: 0, yPx: 0 });
  expect(placeInArea(both, 800, 0)).toEqual({ screen: 3, xPx: 0, yPx: 0 });
  expect(placeInArea(both, 2719, 1079)).toEqual({ screen: 3, xPx: 1919, yPx: 1079 });
});

test('IN2 between the screens the nearest pixel is meant', () => {
  expect(placeInArea(both, 100, 20)).toEqual({ screen: 0, xPx: 100, yPx: 0 });
  expect(placeInArea(both, 790, 1000)).toEqual({ screen: 3, xPx: 0, yPx: 1000 });
});

test('CU3 every place of a screen is found again, and one of a screen that is not shown nowhere', () => {
  fc.assert(
    fc.property(fc.constantFrom(left, right), fc.nat(799), fc.nat(599), ({ screen }, xPx, yPx) => {
      const at = withinArea(both, { screen, xPx, yPx })!;
      expect(placeInArea(both, at.xPx, at.yPx)).toEqual({ screen, xPx, yPx });
    }),
  );
  expect(withinArea(areaOf([left]), { screen: 3, xPx: 1, yPx: 1 })).toBeUndefined();
});
