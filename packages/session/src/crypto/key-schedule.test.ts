import { describe, expect, it } from 'vitest';
import { equalBytes } from './equal-bytes.ts';
import {
  confirmTag,
  deriveLineKeys,
  derivePairingKeys,
  hashTranscript,
  resumeTag,
  wipePairingKeys,
} from './key-schedule.ts';

const isk = new Uint8Array(64).fill(1);
const transcript = hashTranscript('test', new Uint8Array([1]));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

function allKeys(ofIsk: Uint8Array, ofTranscript: Uint8Array): string[] {
  const { confirm, traffic, session } = derivePairingKeys(ofIsk, ofTranscript);
  return [confirm.viewer, confirm.host, traffic.viewer, traffic.host, session.reference, session.resume].map(
    hex,
  );
}

describe('key schedule', () => {
  it('PA5 gives every key its own value, and another for another run', () => {
    const keys = [
      ...allKeys(isk, transcript),
      ...allKeys(new Uint8Array(64), transcript),
      ...allKeys(isk, hashTranscript('test', new Uint8Array([2]))),
    ];
    expect(new Set(keys).size).toBe(18);
    expect(keys.slice(0, 6).map((key) => key.length / 2)).toEqual([64, 64, 32, 32, 16, 64]);
  });

  it('PA4 RS3 gives each end tags of its own', () => {
    const keys = derivePairingKeys(isk, transcript);
    expect(confirmTag(keys, 'viewer', transcript)).not.toEqual(confirmTag(keys, 'host', transcript));
    const { session } = keys;
    const tags = [
      resumeTag(session, 'viewer', transcript, 1),
      resumeTag(session, 'viewer', transcript, 2),
      resumeTag(session, 'host', transcript, 1),
      resumeTag(session, 'viewer', hashTranscript('test'), 1),
    ].map(hex);
    expect(new Set(tags).size).toBe(4);
    const line = deriveLineKeys(session, transcript);
    expect(line.viewer).not.toEqual(line.host);
    expect(line).not.toEqual(deriveLineKeys(session, hashTranscript('test')));
  });

  it('CE1 wipes', () => {
    const keys = derivePairingKeys(isk, transcript);
    wipePairingKeys(keys);
    for (const key of [keys.confirm.viewer, keys.confirm.host, keys.traffic.viewer, keys.session.resume])
      expect(key.every((byte) => byte === 0)).toBe(true);
  });

  it('compares bytes whole', () => {
    expect(equalBytes(new Uint8Array([1, 2]), new Uint8Array([1, 2]))).toBe(true);
    expect(equalBytes(new Uint8Array([1, 2]), new Uint8Array([1, 3]))).toBe(false);
    expect(equalBytes(new Uint8Array([1, 2]), new Uint8Array([1]))).toBe(false);
    expect(equalBytes(new Uint8Array(0), new Uint8Array(0))).toBe(true);
  });
});
