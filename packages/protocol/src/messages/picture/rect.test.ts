import { expect, test } from 'vitest';
import { overlapOf, type Rect } from './rect.ts';

const whole = rect(0, 0, 100, 100);

test('what two rects have in common lies in both', () => {
  expect(overlapOf(rect(-5, -5, 10, 20), whole)).toEqual(rect(0, 0, 5, 15));
  expect(overlapOf(whole, rect(95, 98, 10, 10))).toEqual(rect(95, 98, 5, 2));
  expect(overlapOf(rect(10, 20, 30, 40), whole)).toEqual(rect(10, 20, 30, 40));
});

test('rects that lie beside each other, or apart, have nothing in common', () => {
  expect(overlapOf(rect(100, 0, 10, 10), whole)).toBeUndefined();
  expect(overlapOf(whole, rect(0, -10, 10, 10))).toBeUndefined();
  expect(overlapOf(rect(200, 200, 10, 10), whole)).toBeUndefined();
});

function rect(xPx: number, yPx: number, widthPx: number, heightPx: number): Rect {
  return { xPx, yPx, widthPx, heightPx };
}
