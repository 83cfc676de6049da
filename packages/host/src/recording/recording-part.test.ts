import { encodeRecording, type Grant, ProtocolViolation } from '@fjernhjelp/protocol';
import { expect, test } from 'vitest';
import { createRecordingPart } from './recording-part.ts';

function open() {
  const held = new Set<Grant>();
  const used: Grant[] = [];
  let changes = 0;
  const part = createRecordingPart({
    clock: { now: () => 0, schedule: () => () => {} },
    person: 1,
    name: () => 'Kari',
    isPaused: () => false,
    has: (grant) => held.has(grant),
    send() {
      throw new Error('a host says nothing on this stream');
    },
    queuedBytes: () => 0,
    changed: () => void changes++,
    used: (grant) => used.push(grant),
    file() {},
    unfinished() {},
    failed(error) {
      throw error;
    },
  });
  const tell = (isRecording: boolean) => part.receive(encodeRecording({ type: 'state', isRecording }));
  return { part, held, used, tell, changes: () => changes, isShown: () => part.status?.recording };
}

test('RF2 the user sees that it is recorded, from the first word to the last', () => {
  const { held, used, tell, changes, isShown } = open();
  held.add('recording');
  expect(isShown()).toBe(false);
  tell(true);
  tell(true);
  expect(isShown()).toBe(true);
  expect(used).toEqual(['recording']);
  tell(false);
  expect(isShown()).toBe(false);
  expect(changes()).toBe(2);
});

test('RF2 without the grant nothing is shown and nothing counts as used', () => {
  const { used, tell, isShown } = open();
  tell(true);
  expect(isShown()).toBe(false);
  expect(used).toEqual([]);
});

test('RF2 taking it back, or a pause, puts the mark out at once', () => {
  const { part, held, tell, isShown } = open();
  held.add('recording');
  tell(true);
  part.grantsChanged?.();
  expect(isShown()).toBe(true);
  held.clear();
  part.grantsChanged?.();
  expect(isShown()).toBe(false);
});

test('RF1 what breaks the rule is a violation', () => {
  const { part } = open();
  expect(() => part.receive(new Uint8Array([2, 1]))).toThrow(ProtocolViolation);
});
