import { limits, ProtocolViolation } from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { createKeptRecords, type KeptRecords } from './kept-records.ts';

const record = (i: number) => new Uint8Array([i, i]);

function keepThree(): KeptRecords {
  const kept = createKeptRecords();
  for (const i of [1, 2, 3]) kept.keep(record(i));
  return kept;
}

describe('kept records', () => {
  it('RS6 sends again what was not acknowledged, from the count on, then nothing', () => {
    const kept = keepThree();
    kept.acknowledge(1);
    expect(kept.resending).toBe(false);
    kept.restart(1);
    expect([kept.takeResend(), kept.takeResend(), kept.takeResend()]).toEqual([
      record(2),
      record(3),
      undefined,
    ]);
  });

  it('RS6 leaves no gap on a new line when an acknowledgement runs ahead of it', () => {
    const kept = keepThree();
    kept.restart(0);
    expect(kept.takeResend()).toEqual(record(1));
    kept.acknowledge(3);
    expect(kept.takeResend()).toEqual(record(2));
    expect(kept.takeResend()).toEqual(record(3));
    expect(kept.takeResend()).toBeUndefined();
  });

  it('CH5 refuses counts of what was never sent and of what is long gone', () => {
    const kept = keepThree();
    expect(() => kept.acknowledge(4)).toThrow(new ProtocolViolation('out-of-range'));
    kept.acknowledge(2);
    kept.acknowledge(1);
    expect(() => kept.restart(1)).toThrow(new ProtocolViolation('out-of-range'));
    expect(() => kept.restart(4)).toThrow(new ProtocolViolation('out-of-range'));
    kept.restart(3);
    expect(kept.resending).toBe(false);
  });

  it('CH6 is full at the bound and overwrites what it lets go', () => {
    const kept = createKeptRecords();
    const records = Array.from({ length: limits.unacknowledgedBytes / limits.recordPlaintextBytes }, () =>
      new Uint8Array(limits.recordPlaintextBytes).fill(7),
    );
    for (const plaintext of records) {
      expect(kept.full).toBe(false);
      kept.keep(plaintext);
    }
    expect(kept.full).toBe(true);
    kept.acknowledge(1);
    expect(kept.full).toBe(false);
    expect(records[0]!.every((byte) => byte === 0)).toBe(true);
    kept.wipe();
    expect(records.at(-1)!.every((byte) => byte === 0)).toBe(true);
  });
});
