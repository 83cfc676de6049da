import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWheelSum, pageZoom } from './wheel.ts';

test.each([
  [
    'Chromium: 120 of wheelDelta, whatever the pixels',
    { deltaX: 0, deltaY: 53, deltaMode: 0, wheelDeltaY: -120 },
  ],
  ['pixels without wheelDelta', { deltaX: 0, deltaY: 100, deltaMode: 0 }],
  ['lines', { deltaX: 0, deltaY: 3, deltaMode: 1, wheelDeltaY: 0 }],
  ['pages', { deltaX: 0, deltaY: 1, deltaMode: 2 }],
])('IN2 one notch down is 120 (%s)', (_, event) => {
  const sum = createWheelSum();
  sum.add(event, 1);
  expect(sum.take()).toEqual({ deltaX: 0, deltaY: 120 });
  expect(sum.take()).toBeUndefined();
});

test('IN2 up and left are negative', () => {
  const sum = createWheelSum();
  sum.add({ deltaX: -100, deltaY: -100, deltaMode: 0, wheelDeltaX: 120, wheelDeltaY: 240 }, 1);
  expect(sum.take()).toEqual({ deltaX: -120, deltaY: -240 });
});

test.each([
  ['a notch at 110 %, as Chromium cuts it', -109, 1.1, 120],
  ['a notch at 125 %', -96, 1.25, 120],
  ['two notches at 175 %', -137, 1.75, 240],
  ['a notch at 90 %', -133, 0.9, 120],
  ['a touchpad', -7, 1.25, 7],
  ['a zoom that was guessed wrongly', -120, 1.25, 120],
])('IN2 the page’s own zoom changes no notch: %s', (_, wheelDeltaY, zoom, deltaY) => {
  const sum = createWheelSum();
  sum.add({ deltaX: 0, deltaY: -wheelDeltaY, deltaMode: 0, wheelDeltaY }, zoom);
  expect(sum.take()).toEqual({ deltaX: 0, deltaY });
});

test('the zoom is the offered one that is nearest to what the widths tell', () => {
  expect(pageZoom({ outerWidth: 1500, innerWidth: 1500 })).toBe(1);
  expect(pageZoom({ outerWidth: 1516, innerWidth: 1200 })).toBe(1.25);
  expect(pageZoom({ outerWidth: 0, innerWidth: 0 })).toBe(1);
});

test('fractions of a unit are kept until they are whole', () => {
  const sum = createWheelSum();
  const taken = [];
  for (let i = 0; i < 8; i++) {
    sum.add({ deltaX: 0, deltaY: 0.5, deltaMode: 0 }, 1);
    taken.push(sum.take()?.deltaY ?? 0);
  }
  // 0.6 of a unit each time: 0.6, 1.2, 0.8, 1.4, 1, 0.6, 1.2, 0.8
  expect(taken.reduce((total, units) => total + units)).toBe(4);
  expect(taken[0]).toBe(0);
  expect(taken[1]).toBe(1);
});

test('IN2 whatever comes in fits the message', () => {
  const delta = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(fc.array(fc.record({ deltaX: delta, deltaY: delta, deltaMode: fc.nat(3) })), (events) => {
      const sum = createWheelSum();
      for (const event of events) sum.add(event, 1);
      const { deltaX, deltaY } = sum.take() ?? { deltaX: 0, deltaY: 0 };
      expect(Math.max(Math.abs(deltaX), Math.abs(deltaY))).toBeLessThan(32_768);
      expect(Number.isInteger(deltaX) && Number.isInteger(deltaY)).toBe(true);
    }),
  );
});
