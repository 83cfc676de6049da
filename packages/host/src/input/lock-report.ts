import { type Bytes, encodeInputNews } from '@fjernhjelp/protocol';
import type { Injector } from '../ports.ts';

/** A program that makes the lamps flicker must not fill the queue; the next change says how it is. */
const MAX_QUEUED_BYTES = 256;

export interface LockReportPorts {
  injector: Injector | undefined;
  /** What is on its way to the viewer on this stream. */
  queuedBytes: () => number;
  send: (message: Bytes) => void;
}

/** Tells the viewer of the user's lock keys (PROTOCOL.md IN13). */
export interface LockReport {
  /** @param isOn the helper has control and a line: how it stands is told at once, and each change from then on */
  set(isOn: boolean): void;
}

export function createLockReport({ injector, queuedBytes, send }: LockReportPorts): LockReport {
  let stop: (() => void) | undefined;
  return {
    set(isOn) {
      if (isOn) {
        stop ??= injector?.watchLocks?.((locks) => {
          if (queuedBytes() <= MAX_QUEUED_BYTES) send(encodeInputNews(locks));
        });
      } else {
        stop?.();
        stop = undefined;
      }
    },
  };
}
