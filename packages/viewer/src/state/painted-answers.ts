import { type Clock, limits } from '@fjernhjelp/protocol';

/** Tells the host what is painted (PROTOCOL.md UP9, UP27): each answer wakes both ends, so that those that may wait do. */
export interface PaintedAnswers {
  /**
   * Everything up to this update is on the screen.
   * @param heldMs from when it had come until it was there
   * @param mayWait the host need not hear of it at once
   */
  painted(sequence: number, heldMs: number, mayWait: boolean): void;
  /** Something else is sent right now: what waits goes along in its record. */
  goAlong(): void;
  /** Nothing is sent any more. May be called twice. */
  close(): void;
}

export function createPaintedAnswers(
  clock: Clock,
  send: (sequence: number, heldMs: number) => void,
): PaintedAnswers {
  let waiting: { readonly sequence: number; readonly heldMs: number } | undefined;
  let cancel = () => {};

  function answer(sequence: number, heldMs: number): void {
    cancel();
    waiting = undefined;
    send(sequence, heldMs);
  }

  function goAlong(): void {
    if (waiting !== undefined) answer(waiting.sequence, waiting.heldMs);
  }

  return {
    painted(sequence, heldMs, mayWait) {
      if (!mayWait) return answer(sequence, heldMs);
      if (waiting === undefined) cancel = clock.schedule(limits.pictureAnswerMs, goAlong);
      waiting = { sequence, heldMs };
    },
    goAlong,
    close() {
      cancel();
      waiting = undefined;
    },
  };
}
