import type { PictureStatistics } from '@fjernhjelp/protocol';
import type { PictureTimes } from '../ports.ts';

/** Updates that are sent and not acknowledged; more than a pacer lets out. */
const MOST_SENT = 256;
/** What is kept of one second. */
const MOST_SAMPLES = 256;

/** What the host measures of the pictures of one viewer (PROTOCOL.md UP20). Times in ms, from one clock. */
export class StatisticsBook {
  readonly #sent = new Map<number, { readonly atMs: number; readonly ageMs: number }>();
  #latencies: number[] = [];
  #encodings: number[] = [];
  #losses = 0;

  sent(sequence: number, { ageMs, encodeMs }: PictureTimes, nowMs: number): void {
    if (this.#sent.size < MOST_SENT) this.#sent.set(sequence, { atMs: nowMs, ageMs });
    if (this.#encodings.length < MOST_SAMPLES) this.#encodings.push(encodeMs);
  }

  /** Everything up to this update is painted. */
  acknowledged(sequence: number, nowMs: number): void {
    for (const [each, { atMs, ageMs }] of this.#sent) {
      if (each > sequence) break;
      this.#sent.delete(each);
      if (this.#latencies.length < MOST_SAMPLES) this.#latencies.push(nowMs - atMs + ageMs);
    }
  }

  /** What was measured, and is being measured, belongs to nobody. */
  forget(): void {
    this.#sent.clear();
    this.#latencies = [];
    this.#encodings = [];
  }

  lineLost(): void {
    this.#losses++;
  }

  /** @returns what was measured since the last call; times are 0 when nothing was */
  take(line: { bytesPerSecond: number; underWayBytes: number }): PictureStatistics {
    const latencies = this.#latencies.sort((a, b) => a - b);
    const encodings = this.#encodings.sort((a, b) => a - b);
    this.#latencies = [];
    this.#encodings = [];
    return {
      latencyP50TenthMs: tenths(latencies, 0.5),
      latencyP95TenthMs: tenths(latencies, 0.95),
      encodeTenthMs: tenths(encodings, 0.5),
      bytesPerSecond: u32(line.bytesPerSecond),
      underWayBytes: u32(line.underWayBytes),
      lineLosses: this.#losses,
    };
  }
}

/** Nearest rank. */
function tenths(sorted: readonly number[], share: number): number {
  return u32((sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0) * 10);
}

function u32(value: number): number {
  return Math.max(0, Math.min(0xffff_ffff, Math.round(value)));
}
