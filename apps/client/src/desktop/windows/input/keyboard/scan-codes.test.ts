import { describe, expect, it } from 'vitest';
import { codesOfKey, scanCodeOf } from './scan-codes.ts';

describe('scan codes', () => {
  it.each([
    ['Escape', 0x01, false],
    ['Digit0', 0x0b, false],
    ['Backspace', 0x0e, false],
    ['KeyQ', 0x10, false],
    ['BracketRight', 0x1b, false],
    ['ControlLeft', 0x1d, false],
    ['KeyA', 0x1e, false],
    ['Quote', 0x28, false],
    ['Backquote', 0x29, false],
    ['ShiftLeft', 0x2a, false],
    ['Backslash', 0x2b, false],
    ['Slash', 0x35, false],
    ['ShiftRight', 0x36, false],
    ['Space', 0x39, false],
    ['F10', 0x44, false],
    ['Numpad7', 0x47, false],
    ['NumpadSubtract', 0x4a, false],
    ['Numpad6', 0x4d, false],
    ['NumpadDecimal', 0x53, false],
    ['IntlBackslash', 0x56, false],
    ['F12', 0x58, false],
    ['F13', 0x64, false],
    ['F24', 0x76, false],
    ['IntlYen', 0x7d, false],
    ['NumpadEnter', 0x1c, true],
    ['ControlRight', 0x1d, true],
    ['AltRight', 0x38, true],
    ['Home', 0x47, true],
    ['PageUp', 0x49, true],
    ['ArrowLeft', 0x4b, true],
    ['ArrowRight', 0x4d, true],
    ['Delete', 0x53, true],
    ['MetaLeft', 0x5b, true],
    ['ContextMenu', 0x5d, true],
    ['MediaPlayPause', 0x22, true],
    ['LaunchMail', 0x6c, true],
  ])('%s is %i', (code, scan, extended) => {
    expect(scanCodeOf(code)).toEqual({ scan, extended });
  });

  it('are no two keys’ the same', () => {
    const codes = ['NumpadEnter', 'Enter', 'Numpad4', 'ArrowLeft', 'NumLock', 'Pause', 'PrintScreen'];
    expect(new Set(codes.map((code) => JSON.stringify(scanCodeOf(code)))).size).toBe(codes.length);
  });

  it('go by virtual key where they are sequences', () => {
    expect(scanCodeOf('Pause')?.virtualKey).toBe(0x13);
    expect(scanCodeOf('PrintScreen')?.virtualKey).toBe(0x2c);
  });

  it('are none for what no PC keyboard has, and for names of objects', () => {
    for (const name of ['', 'Fn', 'toString', '__proto__']) {
      expect(scanCodeOf(name)).toBeUndefined();
      expect(codesOfKey(name)).toEqual([]);
    }
  });

  it('are found by what a key means', () => {
    expect(codesOfKey('Shift')).toEqual(['ShiftLeft', 'ShiftRight']);
    expect(codesOfKey('F5')).toEqual(['F5']);
    expect(codesOfKey('Enter')).toContain('NumpadEnter');
  });
});
