import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProtocolViolation } from '../errors.ts';
import { decodeRecordingToHost, decodeRecordingToViewer, encodeRecording } from './recording.ts';

test('RF1 RF9 what a viewer says is read back', () => {
  for (const yes of [true, false]) {
    const state = { type: 'state', isRecording: yes } as const;
    const consent = { type: 'consent', agrees: yes } as const;
    for (const message of [state, consent])
      expect(decodeRecordingToHost(encodeRecording(message))).toEqual(message);
  }
  expect([...encodeRecording({ type: 'state', isRecording: true })]).toEqual([1, 1]);
  expect([...encodeRecording({ type: 'consent', agrees: false })]).toEqual([3, 0]);
});

test('RF1 RF8 what a host says is read back', () => {
  for (const yes of [true, false]) {
    const state = { type: 'state', isRecording: yes } as const;
    const wish = { type: 'wish', isWished: yes } as const;
    for (const message of [state, wish])
      expect(decodeRecordingToViewer(encodeRecording(message))).toEqual(message);
  }
  expect([...encodeRecording({ type: 'wish', isWished: true })]).toEqual([2, 1]);
});

test('RF1 RF8 RF9 anything else is a violation', () => {
  for (const [decode, kinds] of [
    [decodeRecordingToHost, [1, 3]],
    [decodeRecordingToViewer, [1, 2]],
  ] as const)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4 }), (bytes) => {
        fc.pre(!(bytes.length === 2 && kinds.includes(bytes[0] as never) && bytes[1]! < 2));
        expect(() => decode(bytes)).toThrow(ProtocolViolation);
      }),
    );
});
