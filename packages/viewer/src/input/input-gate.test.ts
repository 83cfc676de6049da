import type { InputMessage } from '@fjernhjelp/protocol';
import { expect, test } from 'vitest';
import { createInputGate } from './input-gate.ts';

const press: InputMessage = { type: 'pointer', screen: 0, xPx: 3, yPx: 4, buttons: 1 };
const key: InputMessage = { type: 'key', down: true, code: 'KeyA', key: 'a' };
const wheel: InputMessage = { type: 'wheel', deltaX: 0, deltaY: 120 };
const text: InputMessage = { type: 'text', text: 'å' };
const releaseAll: InputMessage = { type: 'release-all' };
const all = [press, key, wheel, text, releaseAll];

function gated() {
  const sent: InputMessage[] = [];
  return { sent, gate: createInputGate((message) => sent.push(message)) };
}

test('IN7 nothing is sent before anything is granted', () => {
  const { sent, gate } = gated();
  for (const message of all) gate.send(message);
  expect(sent).toEqual([]);
});

test('IN7 with "point" alone only the place of the pointer is sent, without buttons', () => {
  const { sent, gate } = gated();
  gate.setMode('point');
  for (const message of all) gate.send(message);
  expect(sent).toEqual([{ ...press, buttons: 0 }]);
});

test('IN7 with "control" everything is sent as it is', () => {
  const { sent, gate } = gated();
  gate.setMode('control');
  for (const message of all) gate.send(message);
  expect(sent).toEqual(all);
});

test.each(['none', 'point'] as const)('IN9 control that becomes %s lets go of everything first', (mode) => {
  const { sent, gate } = gated();
  gate.setMode('control');
  gate.send(press);
  gate.setMode(mode);
  gate.send(key);
  expect(sent).toEqual([press, releaseAll]);
});

test('IN9 it knows whether anything that was sent is still down', () => {
  const { gate } = gated();
  expect(gate.isHolding).toBe(false);
  gate.setMode('control');
  gate.send(press);
  expect(gate.isHolding).toBe(true);
  gate.send({ ...press, buttons: 0 });
  gate.send(key);
  gate.send({ ...key, code: '', key: 'b' });
  gate.send({ ...key, down: false });
  expect(gate.isHolding).toBe(true);
  gate.send({ ...key, down: false, code: '', key: 'b' });
  expect(gate.isHolding).toBe(false);
  gate.send(key);
  gate.setMode('none');
  expect(gate.isHolding).toBe(false);
});
