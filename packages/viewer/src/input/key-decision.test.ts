import { expect, test } from 'vitest';
import { keyEvent } from '../testing/keys.ts';
import { decideKeyDown, meaningOf, staysAfterDead } from './key-decision.ts';

test.each([
  ['KeyA', 'a'],
  ['KeyA', 'A'],
  ['Quote', 'æ'],
  ['Digit2', '@'],
  ['Space', ' '],
  ['', '😀'],
  ['KeyA', 'α'],
  ['Enter', 'Enter'],
  ['F12', 'F12'],
  ['AltRight', 'AltGraph'],
  ['NumLock', 'NumLock'],
  ['Tab', 'Tab'],
  ['IntlBackslash', 'Unidentified'],
])('a key with a meaning or a place is sent as a key (%s, %s)', (code, key) => {
  expect(decideKeyDown(keyEvent(code, key), false)).toBe('send');
});

test.each([
  ['a composition', keyEvent('KeyA', 'a', { isComposing: true })],
  ['an input method', keyEvent('KeyA', 'Process')],
  ['a touch keyboard', keyEvent('', 'Unidentified', { keyCode: 229 })],
  ['nothing that is known', keyEvent('', 'Unidentified')],
  ['a lost key of X11', keyEvent('', '\0')],
  ['two characters at once', keyEvent('KeyX', '´x')],
  ['a name beyond the bound', keyEvent('KeyX', 'X'.repeat(40))],
])('what only the browser can turn into text is left to it: %s', (_, event) => {
  expect(decideKeyDown(event, false)).toBe('compose');
});

test('a dead key and the character after it are left to the browser', () => {
  expect(decideKeyDown(keyEvent('Equal', 'Dead'), false)).toBe('begin-dead');
  expect(decideKeyDown(keyEvent('KeyE', 'e'), true)).toBe('compose');
  expect(decideKeyDown(keyEvent('Backspace', 'Backspace'), true)).toBe('send');
  expect(decideKeyDown(keyEvent('KeyC', 'c', { ctrlKey: true }), true)).toBe('send');
});

test('a dead key waits across Shift, and for one character only', () => {
  expect(staysAfterDead(keyEvent('Equal', 'Dead'), false)).toBe(true);
  expect(staysAfterDead(keyEvent('ShiftLeft', 'Shift'), true)).toBe(true);
  expect(staysAfterDead(keyEvent('KeyE', 'E'), true)).toBe(false);
  expect(staysAfterDead(keyEvent('ShiftLeft', 'Shift'), false)).toBe(false);
});

test('IN3 meanings are the protocol’s: nothing for the unknown, Alt for what X11 calls Meta', () => {
  expect(meaningOf(keyEvent('IntlRo', 'Unidentified'))).toBe('');
  expect(meaningOf(keyEvent('IntlRo', '\0'))).toBe('');
  expect(meaningOf(keyEvent('AltLeft', 'Meta'))).toBe('Alt');
  expect(meaningOf(keyEvent('MetaLeft', 'Meta'))).toBe('Meta');
});
