import type { InputMessage } from '@fjernhjelp/protocol';
import { expect, test } from 'vitest';
import { keyEvent } from '../testing/keys.ts';
import type { Platform } from './key-event.ts';
import { createKeyTrack } from './key-track.ts';

function tracked(platform: Platform = 'other') {
  const sent: string[] = [];
  const track = createKeyTrack((message) => sent.push(toText(message)), platform);
  return { sent, track };
}

function toText(message: InputMessage): string {
  return message.type === 'key' ? `${message.down ? '+' : '-'}${message.code}:${message.key}` : message.type;
}

test('IN3 a press and its release are sent, and taken from the browser', () => {
  const { sent, track } = tracked();
  expect(track.down(keyEvent('KeyA', 'a'))).toBe(true);
  expect(track.up(keyEvent('KeyA', 'a'))).toBe(true);
  expect(sent).toEqual(['+KeyA:a', '-KeyA:a']);
});

test('a key that becomes another sign while it repeats is let go of as what it was', () => {
  const { sent, track } = tracked();
  track.down(keyEvent('ShiftLeft', 'Shift', { shiftKey: true }));
  track.down(keyEvent('Digit2', '"', { shiftKey: true }));
  track.up(keyEvent('ShiftLeft', 'Shift'));
  for (let again = 0; again < 2; again++) track.down(keyEvent('Digit2', "'", { repeat: true }));
  track.up(keyEvent('Digit2', "'"));
  expect(sent).toEqual([
    '+ShiftLeft:Shift',
    '+Digit2:"',
    '-ShiftLeft:Shift',
    '-Digit2:"',
    "+Digit2:'",
    "+Digit2:'",
    "-Digit2:'",
  ]);
});

test('a key that repeats is pressed again and released once', () => {
  const { sent, track } = tracked();
  track.down(keyEvent('KeyA', 'a'));
  track.down(keyEvent('KeyA', 'a', { repeat: true }));
  track.up(keyEvent('KeyA', 'a'));
  track.up(keyEvent('KeyA', 'a'));
  expect(sent).toEqual(['+KeyA:a', '+KeyA:a', '-KeyA:a']);
});

test('a release without a press that was sent is not sent', () => {
  const { sent, track } = tracked();
  expect(track.up(keyEvent('Tab', 'Tab'))).toBe(false);
  track.down(keyEvent('Equal', 'Dead'));
  expect(track.up(keyEvent('Equal', 'Dead'))).toBe(false);
  expect(sent).toEqual([]);
});

test('a release is matched by the place of the key when Shift has changed its meaning', () => {
  const { sent, track } = tracked();
  track.down(keyEvent('ShiftLeft', 'Shift', { shiftKey: true }));
  track.down(keyEvent('KeyA', 'A', { shiftKey: true }));
  track.up(keyEvent('ShiftLeft', 'Shift'));
  track.up(keyEvent('KeyA', 'a'));
  expect(sent).toEqual(['+ShiftLeft:Shift', '+KeyA:A', '-ShiftLeft:Shift', '-KeyA:A']);
});

test('keys without a place are matched by their meaning, whatever its case', () => {
  const { sent, track } = tracked();
  track.down(keyEvent('', 'A'));
  track.up(keyEvent('', 'a'));
  expect(sent).toEqual(['+:A', '-:A']);
});

test('IN9 a modifier whose release was never seen is let go before the next key', () => {
  const { sent, track } = tracked();
  track.down(keyEvent('AltLeft', 'Alt', { altKey: true }));
  track.down(keyEvent('KeyA', 'a'));
  expect(sent).toEqual(['+AltLeft:Alt', '-AltLeft:Alt', '+KeyA:a']);
});

test('IN9 a modifier that is still held when everything was let go is pressed anew with the next key', () => {
  const { sent, track } = tracked();
  track.down(keyEvent('ControlRight', 'Control', { ctrlKey: true }));
  track.down(keyEvent('ShiftLeft', 'Shift', { ctrlKey: true, shiftKey: true }));
  track.clear();
  track.down(keyEvent('KeyC', 'c', { ctrlKey: true }));
  track.up(keyEvent('KeyC', 'c', { ctrlKey: true }));
  track.up(keyEvent('ControlRight', 'Control'));
  track.down(keyEvent('KeyC', 'C', { shiftKey: true }));
  expect(sent.slice(2)).toEqual([
    '+ControlRight:Control',
    '+KeyC:c',
    '-KeyC:c',
    '-ControlRight:Control',
    '+KeyC:C',
  ]);
});

test.each([
  ['was let go of where the page saw it', [keyEvent('ControlLeft', 'Control')], true],
  ['was let go of where the page did not see it', [], false],
])('IN9 a modifier that %s is not pressed anew', (_how, ups, ctrlKey) => {
  const { sent, track } = tracked();
  track.down(keyEvent('ControlLeft', 'Control', { ctrlKey: true }));
  track.clear();
  for (const event of ups) track.up(event);
  track.down(keyEvent('KeyC', 'c', { ctrlKey }));
  expect(sent.slice(1)).toEqual(['+KeyC:c']);
});

test('IN9 a modifier that is pressed itself first is pressed once, and none because AltGr looks like it', () => {
  const { sent, track } = tracked();
  track.down(keyEvent('ControlLeft', 'Control', { ctrlKey: true }));
  track.clear();
  track.down(keyEvent('ControlLeft', 'Control', { ctrlKey: true }));
  track.down(keyEvent('KeyC', 'c', { ctrlKey: true }));
  expect(sent.slice(1)).toEqual(['+ControlLeft:Control', '+KeyC:c']);
  track.clear();
  track.down(keyEvent('AltRight', 'AltGraph', { ctrlKey: true, altKey: true }));
  track.down(keyEvent('Digit2', '@', { ctrlKey: true, altKey: true }));
  expect(sent.slice(3)).toEqual(['+AltRight:AltGraph', '+Digit2:@']);
});

test('AltGr is no Alt: it stays down though the browser says that Alt and Control are up', () => {
  const { sent, track } = tracked();
  track.down(keyEvent('AltRight', 'AltGraph'));
  track.down(keyEvent('Digit2', '@'));
  expect(sent).toEqual(['+AltRight:AltGraph', '+Digit2:@']);
});

test('after a dead key the character comes as text, and the next one as a key again', () => {
  const { sent, track } = tracked();
  expect(track.down(keyEvent('Equal', 'Dead'))).toBe(false);
  expect(track.down(keyEvent('KeyE', 'é'))).toBe(false);
  track.textArrived();
  expect(track.down(keyEvent('KeyE', 'e'))).toBe(true);
  expect(sent).toEqual(['+KeyE:e']);
});

test('Windows tells of one Shift only: both are let go', () => {
  const { sent, track } = tracked('windows');
  track.down(keyEvent('ShiftLeft', 'Shift', { shiftKey: true }));
  track.down(keyEvent('ShiftRight', 'Shift', { shiftKey: true }));
  track.up(keyEvent('ShiftRight', 'Shift'));
  expect(sent.slice(2)).toEqual(['-ShiftRight:Shift', '-ShiftLeft:Shift']);
});

test('elsewhere each Shift is let go by itself', () => {
  const { sent, track } = tracked('other');
  track.down(keyEvent('ShiftLeft', 'Shift', { shiftKey: true }));
  track.down(keyEvent('ShiftRight', 'Shift', { shiftKey: true }));
  track.up(keyEvent('ShiftRight', 'Shift', { shiftKey: true }));
  expect(sent.slice(2)).toEqual(['-ShiftRight:Shift']);
});

test('Windows keeps the press of PrintScreen: its release is a whole stroke', () => {
  const { sent, track } = tracked('windows');
  track.up(keyEvent('PrintScreen', 'PrintScreen'));
  expect(sent).toEqual(['+PrintScreen:PrintScreen', '-PrintScreen:PrintScreen']);
});

test('macOS hides releases under Meta: the keys are let go with it', () => {
  const { sent, track } = tracked('mac');
  track.down(keyEvent('MetaLeft', 'Meta', { metaKey: true }));
  track.down(keyEvent('ShiftLeft', 'Shift', { metaKey: true, shiftKey: true }));
  track.down(keyEvent('KeyC', 'c', { metaKey: true, shiftKey: true }));
  track.up(keyEvent('MetaLeft', 'Meta', { shiftKey: true }));
  expect(sent.slice(3)).toEqual(['-MetaLeft:Meta', '-KeyC:c']);
});

test('macOS tells CapsLock’s state: each change is a whole stroke', () => {
  const { sent, track } = tracked('mac');
  track.down(keyEvent('CapsLock', 'CapsLock'));
  track.up(keyEvent('CapsLock', 'CapsLock'));
  const stroke = ['+CapsLock:CapsLock', '-CapsLock:CapsLock'];
  expect(sent).toEqual([...stroke, ...stroke]);
});

test('IN9 more keys than fingers means that some are stuck: all are let go', () => {
  const { sent, track } = tracked();
  for (let i = 0; i < 33; i++) track.down(keyEvent(`Key${i}`, 'a'));
  expect(sent.indexOf('release-all')).toBe(32);
  expect(track.isHeld('Key0')).toBe(false);
  expect(track.isHeld('Key32')).toBe(true);
});

test('IN12 by place every key that has one is sent, dead keys and composing ones too', () => {
  const sent: string[] = [];
  const track = createKeyTrack(
    (message) => sent.push(toText(message)),
    'other',
    () => true,
  );
  expect(track.down(keyEvent('Equal', 'Dead'))).toBe(true);
  expect(track.down(keyEvent('KeyE', 'Process', { keyCode: 229 }))).toBe(true);
  track.up(keyEvent('Equal', 'Dead'));
  expect(track.down(keyEvent('', 'Unidentified', { keyCode: 229 }))).toBe(false);
  expect(sent).toEqual(['+Equal:Dead', '+KeyE:', '-Equal:Dead']);
});
