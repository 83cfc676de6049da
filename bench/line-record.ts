import { setInterval as every } from 'node:timers/promises';
import type { BenchLine } from './line.ts';

const EVERY_MS = 20;

/** How much had left for the viewer, and when, in milliseconds since 1970. */
export interface Carried {
  readonly atMs: number;
  readonly bytes: number;
}

/** What the line carries, every 20 ms. */
export class LineRecord {
  readonly #line: BenchLine;
  readonly #carried: Carried[] = [];
  #isOver = false;

  /** Begins at once. */
  constructor(line: BenchLine) {
    this.#line = line;
    void this.#follow();
  }

  async now(): Promise<Carried> {
    return { bytes: await this.#line.bytesToViewer(), atMs: performance.timeOrigin + performance.now() };
  }

  /** Ends it. */
  async stop(): Promise<readonly Carried[]> {
    this.#isOver = true;
    this.#carried.push(await this.now());
    return this.#carried;
  }

  /** @returns bytes since this time */
  async since(atMs: number): Promise<number> {
    const { bytes } = await this.now();
    return bytes - bytesAt(this.#carried, atMs);
  }

  async #follow(): Promise<void> {
    for await (const _ of every(EVERY_MS)) {
      if (this.#isOver) return;
      // The line goes with the run.
      const carried = await this.now().catch(() => undefined);
      if (carried === undefined) return;
      if (!this.#isOver) this.#carried.push(carried);
    }
  }
}

/** @returns bytes a second between two times within what was recorded; null when they are the same */
export function carriedPerSecond(carried: readonly Carried[], fromMs: number, toMs: number): number | null {
  if (toMs <= fromMs) return null;
  return ((bytesAt(carried, toMs) - bytesAt(carried, fromMs)) * 1000) / (toMs - fromMs);
}

/** Evenly between two readings. */
function bytesAt(carried: readonly Carried[], atMs: number): number {
  const next = carried.findIndex((reading) => reading.atMs >= atMs);
  const after = carried.at(next);
  const before = carried[next - 1];
  if (after === undefined) return 0;
  if (next === -1 || before === undefined) return after.bytes;
  const share = (atMs - before.atMs) / (after.atMs - before.atMs);
  return before.bytes + share * (after.bytes - before.bytes);
}
