import { type Clock, limits } from '@fjernhjelp/protocol';

/** Tells the host what is painted (PROTOCOL.md UP9, UP27): each answer wakes both ends, so that those that may wait do. */
export interface PaintedAnswers {
  /** Everything up to this update is on the screen. @param mayWait the host need not hear of it at once */
  painted(sequence: number, mayWait: boolean): void;
  /** Something else is sent right now: what waits goes along in its record. */
  goAlong(): void;
  /** Nothing is sent any more. May be called twice. */
  close(): void;
}

export function createPaintedAnswers(clock: Clock, send: (sequence: number) => void): PaintedAnswers {
  let waiting: number | undefined;
  let cancel = () => {};

  function answer(sequence: number): void {
    cancel();
    waiting = undefined;
    send(sequence);
  }

  function goAlong(): void {
    if (waiting !== undefined) answer(waiting);
  }

  return {
    painted(sequence, mayWait) {
      if (!mayWait) return answer(sequence);
      if (waiting === undefined) cancel = clock.schedule(limits.pictureAnswerMs, goAlong);
      waiting = sequence;
    },
    goAlong,
    close() {
      cancel();
      waiting = undefined;
    },
  };
}
