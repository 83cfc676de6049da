import type { Clock, CursorMessage, CursorShape, PointerPlace, ScreenPlace } from '@fjernhjelp/protocol';
import type { InputSink } from './input-sink.ts';

/** A hand moves the pointer up to a thousand times a second; nobody sees more than this. */
const INTERVAL_MS = 16;
/** Places that the helper's input took the pointer to and that were not heard of since. */
const MAX_OWN = 256;

type PointerNews = Exclude<CursorMessage, { type: 'shape' }>;

export interface PointerReportPorts {
  clock: Clock;
  /** Those that there are now, undefined before the first picture. */
  screens: () => readonly ScreenPlace[] | undefined;
  /** What is on its way to the viewer on this stream. */
  queuedBytes: () => number;
  send: (message: CursorMessage) => void;
}

/**
 * Tells the viewer what the pointer looks like, where it is when something else than its own input took it there (PROTOCOL.md CU3), and when it
 * is its own again (CU4). The newest counts: nothing queues up on a thin line, or without one.
 */
export interface PointerReport {
  /** Stands before `next` in the helper's input: what moves the pointer there is the helper's own. */
  watch(next: InputSink): InputSink;
  /** The pointer looks like this. */
  shape(shape: CursorShape): void;
  /** The pointer is here, whoever moved it. */
  heard(place: PointerPlace): void;
  /** Nothing more is sent, of what waits neither, until something is heard again. */
  stop(): void;
}

export function createPointerReport({
  clock,
  screens,
  queuedBytes,
  send,
}: PointerReportPorts): PointerReport {
  /** On the desktop, oldest first. */
  let own: string[] = [];
  let waiting: PointerNews | undefined;
  let waitingShape: CursorShape | undefined;
  /** What the viewer takes it for. */
  let told: PointerNews['type'] = 'own';
  let cancelPause: (() => void) | undefined;

  function pause(): void {
    cancelPause = clock.schedule(INTERVAL_MS, () => {
      cancelPause = undefined;
      flushShape();
      flush();
    });
  }

  function flushShape(): void {
    if (waitingShape === undefined) return;
    if (queuedBytes() === 0) {
      send({ type: 'shape', shape: waitingShape });
      waitingShape = undefined;
    } else if (cancelPause === undefined) pause();
  }

  function flush(): void {
    if (waiting === undefined || cancelPause !== undefined) return;
    if (queuedBytes() === 0) {
      told = waiting.type;
      send(waiting);
      waiting = undefined;
    }
    pause();
  }

  function onDesktop({ screen, xPx, yPx }: PointerPlace): string {
    const place = screens()?.find((each) => each.screen === screen);
    return keyOf(xPx + (place?.xPx ?? 0), yPx + (place?.yPx ?? 0));
  }

  return {
    watch: (next) => ({
      input(message) {
        if (message.type === 'pointer') {
          own.push(keyOf(message.xPx, message.yPx));
          if (own.length > MAX_OWN) own.shift();
        }
        next.input(message);
      },
    }),
    shape(shape) {
      waitingShape = shape;
      flushShape();
    },
    heard(place) {
      const index = own.lastIndexOf(onDesktop(place));
      // Places are heard in the order in which the pointer came there: those before are over.
      own = index < 0 ? [] : own.slice(index);
      if (index < 0) waiting = { type: 'place', place };
      else waiting = told === 'own' ? undefined : { type: 'own' };
      flush();
    },
    stop() {
      waiting = undefined;
      waitingShape = undefined;
      cancelPause?.();
      cancelPause = undefined;
    },
  };
}

function keyOf(xPx: number, yPx: number): string {
  return `${xPx},${yPx}`;
}
