import { type Bytes, limits, ProtocolViolation } from '@fjernhjelp/protocol';
import { RECORD_OVERHEAD_BYTES } from '../line/sealed-line.ts';

/** Counted records that the other end has not acknowledged: what a new line must carry again (PROTOCOL.md CH5, RS6). */
export interface KeptRecords {
  /** True at `limits.unacknowledgedBytes`: nothing new may be sent. */
  readonly full: boolean;
  /** True while records wait to go out again. */
  readonly resending: boolean;
  /** Keeps a record that goes out now. */
  keep(plaintext: Bytes): void;
  /**
   * The other end has received that many counted records since the session began; an older count changes nothing.
   * @throws ProtocolViolation "out-of-range" when so many were never sent
   */
  acknowledge(count: number): void;
  /**
   * A new line begins: everything behind that count must go out again.
   * @throws ProtocolViolation "out-of-range" when the count lies outside what is kept
   */
  restart(count: number): void;
  /** @returns the next record that must go out again on this line */
  takeResend(): Bytes | undefined;
  /** Overwrites and forgets everything. */
  wipe(): void;
}

export function createKeptRecords(): KeptRecords {
  /** Records first … next − 1; those before `sent` have gone out on the present line. */
  let records: Bytes[] = [];
  let first = 0;
  let sent = 0;
  let next = 0;
  let acknowledged = 0;
  let bytes = 0;

  const weigh = (record: Bytes) => record.length + RECORD_OVERHEAD_BYTES;

  /** A line carries its records without gaps, so what has not gone out on this one stays. */
  function drop(end: number): void {
    const count = end - first;
    if (count <= 0) return;
    for (let i = 0; i < count; i++) {
      bytes -= weigh(records[i]!);
      records[i]!.fill(0);
    }
    records = records.slice(count);
    first = end;
  }

  return {
    get full() {
      return bytes >= limits.unacknowledgedBytes;
    },
    get resending() {
      return sent < next;
    },
    keep(plaintext) {
      records.push(plaintext);
      bytes += weigh(plaintext);
      next++;
      sent = next;
    },
    acknowledge(count) {
      if (count > next) throw new ProtocolViolation('out-of-range');
      acknowledged = Math.max(acknowledged, count);
      drop(Math.min(acknowledged, sent));
    },
    restart(count) {
      if (count > next || count < first) throw new ProtocolViolation('out-of-range');
      acknowledged = Math.max(acknowledged, count);
      drop(count);
      sent = count;
    },
    takeResend() {
      if (sent === next) return undefined;
      const record = records[sent - first]!;
      sent++;
      return record;
    },
    wipe() {
      drop(next);
    },
  };
}
