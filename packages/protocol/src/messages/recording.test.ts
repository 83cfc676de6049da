import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProtocolViolation } from '../errors.ts';
import { decodeRecording, encodeRecording } from './recording.ts';

test('RF1 both states are read back', () => {
  for (const isRecording of [true, false])
    expect(decodeRecording(encodeRecording({ isRecording }))).toEqual({ isRecording });
  expect([...encodeRecording({ isRecording: true })]).toEqual([1, 1]);
});

test('RF1 anything else is a violation', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4 }), (bytes) => {
      fc.pre(!(bytes.length === 2 && bytes[0] === 1 && bytes[1]! < 2));
      expect(() => decodeRecording(bytes)).toThrow(ProtocolViolation);
    }),
  );
});
