import { type Clock, ProtocolViolation } from '@fjernhjelp/protocol';

/**
 * Bounds how often something may happen: so many at once, and one more each `intervalMs`.
 * @returns what is called each time; it throws ProtocolViolation "out-of-range" when there were too many
 */
export function createAllowance(clock: Clock, burst: number, intervalMs: number): () => void {
  let left = burst;
  let countedMs = clock.now();
  return () => {
    const nowMs = clock.now();
    left = Math.min(burst, left + (nowMs - countedMs) / intervalMs);
    countedMs = nowMs;
    if (left < 1) throw new ProtocolViolation('out-of-range');
    left -= 1;
  };
}
