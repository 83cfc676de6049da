import { describe, expect, it } from 'vitest';
import { combinations, functionKeys } from '../toolbar/key-combinations.ts';
import { shortcutKeys, shortcutOf } from './shortcuts.ts';

const held = { ctrlKey: true, altKey: true, shiftKey: true, metaKey: false };

describe('the console’s shortcuts', () => {
  it('are keys with the three that leave the screen, and nothing with fewer', () => {
    expect(shortcutOf({ ...held, code: 'KeyH' })?.shortcut).toBe('help');
    expect(shortcutOf({ ...held, code: 'Digit3' })).toEqual({ shortcut: 'nth', place: 2 });
    for (const missing of ['ctrlKey', 'altKey', 'shiftKey'] as const)
      expect(shortcutOf({ ...held, [missing]: false, code: 'KeyH' })).toBeUndefined();
    expect(shortcutOf({ ...held, metaKey: true, code: 'KeyH' })).toBeUndefined();
    expect(shortcutOf({ ...held, code: 'KeyQ' })).toBeUndefined();
  });

  it('mean one thing each', () => {
    const codes = shortcutKeys.flatMap((key) => key.codes);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('take none of the keys that the menu sends to the user', () => {
    for (const { keys } of [...combinations, ...functionKeys])
      for (const { code } of keys) expect(shortcutOf({ ...held, code })).toBeUndefined();
  });
});
