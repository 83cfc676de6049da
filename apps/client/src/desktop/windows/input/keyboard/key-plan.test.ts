import { describe, expect, it } from 'vitest';
import { type KeyboardNow, planKey } from './key-plan.ts';
import { scanCodeOf } from './scan-codes.ts';

/** A little of the Norwegian layout. */
const norwegian: Readonly<Record<string, { code: string; shift?: true }>> = {
  a: { code: 'KeyA' },
  A: { code: 'KeyA', shift: true },
  c: { code: 'KeyC' },
  ø: { code: 'Semicolon' },
  '2': { code: 'Digit2' },
  '"': { code: 'Digit2', shift: true },
  '^': { code: 'BracketRight', shift: true },
};

function keyboard(now: Partial<KeyboardNow['held']> & { capsLock?: true; numLock?: true } = {}): KeyboardNow {
  const { capsLock = false, numLock = false, shift = false, command = false } = now;
  return {
    place(character) {
      const found = norwegian[character];
      return found && { key: scanCodeOf(found.code)!, shift: found.shift ?? false };
    },
    held: { shift, command },
    capsLock,
    numLock,
  };
}

const hold = (code: string) => ({ type: 'hold', key: scanCodeOf(code) });
const text = (characters: string) => ({ type: 'text', text: characters });

describe('a key press', () => {
  it('is the key that makes the character on the user’s layout, wherever the helper has it', () => {
    expect(planKey(keyboard(), { code: 'KeyA', key: 'a' })).toEqual(hold('KeyA'));
    expect(planKey(keyboard(), { code: 'KeyQ', key: 'a' })).toEqual(hold('KeyA'));
    expect(planKey(keyboard(), { code: 'Semicolon', key: 'ø' })).toEqual(hold('Semicolon'));
    expect(planKey(keyboard({ shift: true }), { code: 'KeyA', key: 'A' })).toEqual(hold('KeyA'));
  });

  it('borrows Shift where the helper holds none', () => {
    expect(planKey(keyboard(), { code: 'Quote', key: '"' })).toEqual({
      type: 'shifted',
      key: scanCodeOf('Digit2'),
    });
  });

  it('gives the character where the layout has none, a held Shift would spoil it, or the key is a dead one', () => {
    expect(planKey(keyboard(), { code: '', key: 'λ' })).toEqual(text('λ'));
    expect(planKey(keyboard(), { code: '', key: '😀' })).toEqual(text('😀'));
    expect(planKey(keyboard({ shift: true }), { code: 'Digit2', key: '2' })).toEqual(text('2'));
    expect(planKey(keyboard(), { code: 'Digit6', key: '^' })).toEqual(text('^'));
  });

  it('gives letters as characters while CapsLock would turn them', () => {
    expect(planKey(keyboard({ capsLock: true }), { code: 'KeyA', key: 'a' })).toEqual(text('a'));
    expect(planKey(keyboard({ capsLock: true }), { code: 'Digit2', key: '2' })).toEqual(hold('Digit2'));
  });

  it('with Control, Alt or the Windows key is the command of that letter, or else of that place', () => {
    expect(planKey(keyboard({ command: true }), { code: 'KeyC', key: 'C' })).toEqual(hold('KeyC'));
    expect(planKey(keyboard({ command: true, shift: true }), { code: 'KeyJ', key: 'с' })).toEqual(
      hold('KeyJ'),
    );
  });

  it('of a named key is that key on the helper’s side of the keyboard', () => {
    expect(planKey(keyboard(), { code: 'ShiftRight', key: 'Shift' })).toEqual(hold('ShiftRight'));
    expect(planKey(keyboard(), { code: '', key: 'Shift' })).toEqual(hold('ShiftLeft'));
    expect(planKey(keyboard(), { code: 'CapsLock', key: 'Control' })).toEqual(hold('ControlLeft'));
    expect(planKey(keyboard(), { code: 'Numpad7', key: 'Home' })).toEqual(hold('Home'));
    expect(planKey(keyboard(), { code: 'F5', key: 'F5' })).toEqual(hold('F5'));
  });

  it('of a digit on the keypad does not depend on NumLock', () => {
    expect(planKey(keyboard({ numLock: true }), { code: 'Numpad7', key: '7' })).toEqual(hold('Numpad7'));
    expect(planKey(keyboard(), { code: 'Numpad7', key: '7' })).toEqual(text('7'));
    expect(planKey(keyboard(), { code: 'NumpadAdd', key: '+' })).toEqual(hold('NumpadAdd'));
  });

  it('of a dead key waits for what comes of it; several characters from one key are given', () => {
    expect(planKey(keyboard(), { code: 'BracketRight', key: 'Dead' })).toEqual({ type: 'nothing' });
    expect(planKey(keyboard(), { code: 'KeyG', key: 'لا' })).toEqual(text('لا'));
  });

  it('that nobody knows is its place, or nothing', () => {
    expect(planKey(keyboard(), { code: 'KeyA', key: 'Unidentified' })).toEqual(hold('KeyA'));
    expect(planKey(keyboard(), { code: 'Fn', key: 'Fn' })).toEqual({ type: 'nothing' });
    expect(planKey(keyboard(), { code: '', key: '__proto__' })).toEqual({ type: 'nothing' });
  });
});
