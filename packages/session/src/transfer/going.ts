import type { Progress } from './progress.ts';
import type { TransferStatus } from './status.ts';

/** How far a transfer is, how fast it goes, and what holds it. */
export function describeGoing(given: {
  progress: Progress;
  totalBytes: number;
  isRunning: boolean;
  isHeldHere: boolean;
  isHeldThere: boolean;
  isPaused: boolean;
}): Pick<TransferStatus, 'doneBytes' | 'bytesPerSecond' | 'secondsLeft' | 'heldBy'> {
  const { totalBytes, isHeldHere, isHeldThere, isPaused } = given;
  const { doneBytes, bytesPerSecond } = given.progress;
  const heldBy = [
    ...(isHeldHere ? (['here'] as const) : []),
    ...(isHeldThere ? (['there'] as const) : []),
    ...(isPaused ? (['pause'] as const) : []),
  ];
  if (!given.isRunning || heldBy.length > 0 || bytesPerSecond === undefined) return { doneBytes, heldBy };
  return {
    doneBytes,
    heldBy,
    bytesPerSecond,
    ...(bytesPerSecond > 0 && { secondsLeft: (totalBytes - doneBytes) / bytesPerSecond }),
  };
}
