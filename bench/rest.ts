import { setTimeout as sleep } from 'node:timers/promises';
import type { CpuAccount } from './cpu-account.ts';
import type { BenchLine, LineSpeed } from './line.ts';

const WINDOW_MS = 500;
const WITHIN_MS = 20_000;
/** A line is at rest when it carries less than this share of its speed; a free one counts as 4 Mbit/s. */
export const QUIET_SHARE = 0.08;
/** Or when it has carried about the same in so many windows, and is not full: some systems send pictures without end. */
const STEADY = { windows: 4, within: 0.25, fullShare: 0.8 } as const;

/** Waits until the first picture is through. @returns the viewer's CPU seconds a second when it was */
export async function atRest(line: BenchLine, viewer: CpuAccount, speed: LineSpeed): Promise<number> {
  const deadline = performance.now() + WITHIN_MS;
  const read = async () => ({ bytes: await line.bytesToViewer(), cpu: viewer.seconds() });
  const carried: number[] = [];
  for (let last = await read(); ; ) {
    await sleep(WINDOW_MS);
    const next = await read();
    carried.push(next.bytes - last.bytes);
    if (isAtRest(carried, speed) || performance.now() > deadline)
      return (next.cpu - last.cpu) / (WINDOW_MS / 1000);
    last = next;
  }
}

/** @param carried bytes in each window so far */
export function isAtRest(carried: readonly number[], { megabitsPerSecond }: LineSpeed): boolean {
  const full = ((megabitsPerSecond ?? 4) * 1e6 * WINDOW_MS) / 8000;
  if ((carried.at(-1) ?? full) < full * QUIET_SHARE) return true;
  const lately = carried.slice(-STEADY.windows);
  if (lately.length < STEADY.windows) return false;
  const mean = lately.reduce((sum, bytes) => sum + bytes, 0) / lately.length;
  const isFull = megabitsPerSecond !== undefined && mean > full * STEADY.fullShare;
  return !isFull && lately.every((bytes) => Math.abs(bytes - mean) <= mean * STEADY.within);
}
