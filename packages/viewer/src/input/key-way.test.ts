import { describe, expect, it } from 'vitest';
import { inWay, type KeyWay } from './key-way.ts';

const sent = (way: KeyWay, code: string, key: string) => {
  const message = inWay(way, { type: 'key', down: true, code, key });
  return [message.code, message.key];
};

describe('IN12 the way of a key', () => {
  it.each([
    ['KeyZ', 'y'],
    ['Equal', 'Dead'],
    ['Enter', 'Enter'],
    ['AltRight', 'AltGraph'],
    ['', 'ø'],
  ])('automatic: %s and %s both count', (code, key) => {
    expect(sent('automatic', code, key)).toEqual([code, key]);
  });

  it.each([
    ['KeyZ', 'y', '', 'y'],
    ['Numpad7', '7', 'Numpad7', '7'],
    ['Enter', 'Enter', 'Enter', 'Enter'],
    ['ShiftRight', 'Shift', 'ShiftRight', 'Shift'],
  ])('character: %s and %s become "%s" and "%s"', (code, key, ...out) => {
    expect(sent('character', code, key)).toEqual(out);
  });

  it.each([
    ['KeyZ', 'y', 'KeyZ', ''],
    ['Numpad7', '7', 'Numpad7', ''],
    ['Equal', 'Dead', 'Equal', ''],
    ['AltRight', 'AltGraph', 'AltRight', ''],
    ['Enter', 'Enter', 'Enter', 'Enter'],
    ['CapsLock', 'CapsLock', 'CapsLock', 'CapsLock'],
    ['', 'ø', '', 'ø'],
  ])('place: %s and %s become "%s" and "%s"', (code, key, ...out) => {
    expect(sent('place', code, key)).toEqual(out);
  });
});
