import { limits } from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { type Monitor, placeScreens, pointerPlaceOn } from './screens.ts';

const root = { xPx: 0, yPx: 0, widthPx: 6000, heightPx: 3000 };
const monitor = (name: string, xPx: number, more: Partial<Monitor> = {}): Monitor => ({
  name,
  isPrimary: false,
  xPx,
  yPx: 0,
  widthPx: 1920,
  heightPx: 1080,
  ...more,
});
const numbers = (screens: ReturnType<typeof placeScreens>) =>
  screens.map(({ screen, name }) => `${screen} ${name}`);

describe('screens from monitors', () => {
  it('UP17 begins with the primary one', () => {
    const screens = placeScreens([monitor('A', 0), monitor('B', 1920, { isPrimary: true })], root, []);
    expect(numbers(screens)).toEqual(['0 B', '1 A']);
    expect(screens[0]).toEqual({ screen: 0, name: 'B', xPx: 1920, yPx: 0, widthPx: 1920, heightPx: 1080 });
  });

  it('UP17 keeps a number for as long as the monitor is there, also at another size and place', () => {
    const first = placeScreens([monitor('A', 0), monitor('B', 1920), monitor('C', 3840)], root, []);
    const second = placeScreens([monitor('C', 0, { heightPx: 600 }), monitor('D', 1920)], root, first);
    expect(numbers(second)).toEqual(['2 C', '0 D']);
    const third = placeScreens([monitor('A', 3840), monitor('D', 1920), monitor('C', 0)], root, second);
    expect(numbers(third)).toEqual(['1 A', '0 D', '2 C']);
  });

  it('is the same array when nothing changed', () => {
    const monitors = [monitor('A', 0), monitor('B', 1920)];
    const first = placeScreens(monitors, root, []);
    expect(placeScreens(monitors, root, first)).toBe(first);
    expect(placeScreens([monitor('A', 0), monitor('B', 1921)], root, first)).not.toBe(first);
  });

  it('is the whole desktop without monitors, or when none lies on it', () => {
    const whole = [{ screen: 0, name: '', ...root }];
    expect(placeScreens([], root, [])).toEqual(whole);
    expect(placeScreens([monitor('A', 6000), monitor('B', -1920)], root, [])).toEqual(whole);
  });

  it('cuts to the desktop', () => {
    const [left, right] = placeScreens([monitor('A', -100), monitor('B', 5000, { yPx: 2500 })], root, []);
    expect(left).toMatchObject({ xPx: 0, yPx: 0, widthPx: 1820, heightPx: 1080 });
    expect(right).toMatchObject({ xPx: 5000, yPx: 2500, widthPx: 1000, heightPx: 500 });
  });

  it('keeps monitors left of and above the primary one where the desktop reaches there', () => {
    const desktop = { xPx: -1920, yPx: -200, widthPx: 3840, heightPx: 1280 };
    const [primary, left] = placeScreens(
      [monitor('A', -1920, { yPx: -200 }), monitor('B', 0, { isPrimary: true })],
      desktop,
      [],
    );
    expect(primary).toMatchObject({ name: 'B', xPx: 0, yPx: 0 });
    expect(left).toMatchObject({ name: 'A', xPx: -1920, yPx: -200, widthPx: 1920, heightPx: 1080 });
    expect(pointerPlaceOn([primary!, left!], -1, 879)).toEqual({ screen: 1, xPx: 1919, yPx: 1079 });
    expect(pointerPlaceOn([primary!, left!], -1, 880)).toBeUndefined();
  });

  it('takes monitors that show the same for one', () => {
    expect(numbers(placeScreens([monitor('A', 0), monitor('Projector', 0)], root, []))).toEqual(['0 A']);
  });

  it('UP2 UP17 keeps to what a picture and a list may be', () => {
    const wall = { xPx: 0, yPx: 0, widthPx: 20_000, heightPx: 9000 };
    expect(placeScreens([], wall, [])[0]).toMatchObject({ widthPx: 7680, heightPx: 4320 });
    const many = Array.from({ length: 20 }, (_, i) => monitor('ø'.repeat(60), i * 10, { widthPx: 10 }));
    const screens = placeScreens(many, wall, []);
    expect(screens.map(({ screen }) => screen)).toEqual(Array.from({ length: limits.screens }, (_, i) => i));
    for (const { name } of screens) expect(Buffer.byteLength(name)).toBe(limits.screenNameBytes);
    expect(placeScreens(many, wall, screens)).toBe(screens);
  });
});
