import { type Bytes, type Clock, limits, mayAnswerWait, pictureSequence } from '@fjernhjelp/protocol';

/** A line carries pieces of that size, as TCP does; on a fast one as much as goes through in so long. */
const PIECE_BYTES = 1448;
const PIECE_MS = 0.5;

export interface SimulatedLineOptions {
  readonly clock: Clock;
  readonly bytesPerMs: number;
  /** So much passes at once after a rest: operators hold lines back with a bucket of tokens. */
  readonly burstBytes?: number;
  /** Of the line itself, both ways together. */
  readonly roundTripMs: number;
  /** What painting an update takes, and each of its bytes. */
  readonly paintMs?: number;
  readonly paintMsPerByte?: number;
  /** The viewer's acknowledgement has come back. @param heldMs how long the viewer had the update until it was painted */
  acknowledged(sequence: number, heldMs: number): void;
}

/**
 * A line that carries so many bytes a millisecond and drops none, and a viewer at its end that paints one
 * update after the other and answers each, as late as it may. All of it is computed: the same every time.
 */
export interface SimulatedLine {
  send(message: Bytes): void;
  bytesPerMs: number;
  roundTripMs: number;
  /** What painting an update takes. */
  paintMs: number;
  /** A viewer that stalls paints nothing. */
  stalled: boolean;
  /** How long the last byte that was sent still waits before the line carries it. */
  readonly queueMs: number;
  /** The longest since it was set. */
  longestQueueMs: number;
  readonly carriedBytes: number;
  readonly paintedBytes: number;
  /** How many went back. */
  readonly answers: number;
  /** Each update: when it was painted. */
  readonly painted: ReadonlyMap<number, number>;
}

export function createSimulatedLine(options: SimulatedLineOptions): SimulatedLine {
  const { clock, burstBytes = 0, paintMs = 0, paintMsPerByte = 0, acknowledged } = options;
  const queue: { message: Bytes; leftBytes: number }[] = [];
  const arrived: { message: Bytes; atMs: number }[] = [];
  const painted = new Map<number, number>();
  let heldMs = 0;
  let queuedBytes = 0;
  let savedBytes = burstBytes;
  let restedAtMs = clock.now();
  /** The piece that is being carried: it keeps the speed with which it began. */
  let carrying: { readonly bytes: number; readonly untilMs: number } | undefined;
  let painting = false;
  let stalled = false;
  let cancelAnswer: (() => void) | undefined;

  function answer(sequence: number): void {
    cancelAnswer?.();
    cancelAnswer = undefined;
    line.answers++;
    const held = heldMs;
    clock.schedule(line.roundTripMs / 2, () => acknowledged(sequence, held));
  }

  function answerLater(): void {
    cancelAnswer ??= clock.schedule(limits.pictureAnswerMs, () => answer(Math.max(...painted.keys())));
  }

  function carry(): void {
    const head = queue[0];
    if (head === undefined || carrying !== undefined) return;
    const pieceBytes = Math.min(head.leftBytes, Math.max(PIECE_BYTES, line.bytesPerMs * PIECE_MS));
    savedBytes = Math.min(burstBytes, savedBytes + (clock.now() - restedAtMs) * line.bytesPerMs);
    const takesMs = Math.max(0, pieceBytes - savedBytes) / line.bytesPerMs;
    carrying = { bytes: pieceBytes, untilMs: clock.now() + takesMs };
    clock.schedule(takesMs, () => {
      savedBytes = Math.max(0, savedBytes - pieceBytes);
      restedAtMs = clock.now();
      carrying = undefined;
      head.leftBytes -= pieceBytes;
      queuedBytes -= pieceBytes;
      line.carriedBytes += pieceBytes;
      if (head.leftBytes <= 0) {
        queue.shift();
        clock.schedule(line.roundTripMs / 2, () => {
          arrived.push({ message: head.message, atMs: clock.now() });
          paint();
        });
      }
      carry();
    });
  }

  function paint(): void {
    const [first] = arrived;
    if (first === undefined || painting || stalled) return;
    const { message, atMs } = first;
    painting = true;
    clock.schedule(line.paintMs + paintMsPerByte * message.length, () => {
      painting = false;
      arrived.shift();
      line.paintedBytes += message.length;
      const sequence = pictureSequence(message);
      if (sequence !== undefined) {
        painted.set(sequence, clock.now());
        heldMs = clock.now() - atMs;
        if (mayAnswerWait(message)) answerLater();
        else answer(sequence);
      }
      paint();
    });
  }

  const line = {
    bytesPerMs: options.bytesPerMs,
    roundTripMs: options.roundTripMs,
    paintMs,
    longestQueueMs: 0,
    carriedBytes: 0,
    paintedBytes: 0,
    answers: 0,
    painted,
    send(message: Bytes) {
      queue.push({ message, leftBytes: message.length });
      queuedBytes += message.length;
      line.longestQueueMs = Math.max(line.longestQueueMs, line.queueMs);
      carry();
    },
    get queueMs() {
      const { bytes = 0, untilMs = clock.now() } = carrying ?? {};
      return untilMs - clock.now() + (queuedBytes - bytes) / line.bytesPerMs;
    },
    get stalled() {
      return stalled;
    },
    set stalled(value: boolean) {
      stalled = value;
      paint();
    },
  };
  return line;
}
