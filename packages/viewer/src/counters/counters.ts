import type { OperationType, PictureStatistics } from '@fjernhjelp/protocol';
import type { Painted } from '../display/display.ts';

/**
 * What the viewer counts, as plain values. Sums since the session began: whoever wants a rate reads twice.
 */
export interface ViewerCounters {
  /** Picture updates that are on the canvas. */
  readonly updates: number;
  /** Picture messages of any kind, in bytes. */
  readonly pictureBytes: number;
  /** The bytes of updates by kind of operation; kinds that never came are left out. */
  readonly bytesByKind: Readonly<Partial<Record<OperationType, number>>>;
  /** Spent on decoding, in the worker. */
  readonly decodeMs: number;
  /** Spent on putting pixels on the canvas, on the main thread. */
  readonly putMs: number;
  /** Picture bytes that have come and are not painted, now. */
  readonly waitingBytes: number;
  /** What the host told last, while it was asked to (PROTOCOL.md UP20). */
  readonly statistics?: PictureStatistics;
}

export interface Counting {
  painted(painted: Painted): void;
  /** @param statistics undefined: the host is not asked any more, and what it told grows old */
  statistics(statistics: PictureStatistics | undefined): void;
  /** @returns a copy */
  read(waitingBytes: number): ViewerCounters;
}

export function createCounting(): Counting {
  let updates = 0;
  let pictureBytes = 0;
  let decodeMs = 0;
  let putMs = 0;
  let statistics: PictureStatistics | undefined;
  const bytesByKind: Partial<Record<OperationType, number>> = {};

  return {
    painted(painted) {
      if (painted.sequence !== undefined) updates += 1;
      pictureBytes += painted.messageBytes;
      decodeMs += painted.workMs;
      putMs += painted.putMs;
      for (const [kind, bytes] of Object.entries(painted.bytes ?? {}) as [OperationType, number][])
        bytesByKind[kind] = (bytesByKind[kind] ?? 0) + bytes;
    },
    statistics(next) {
      statistics = next;
    },
    read: (waitingBytes) => ({
      updates,
      pictureBytes,
      bytesByKind: { ...bytesByKind },
      decodeMs,
      putMs,
      waitingBytes,
      ...(statistics !== undefined && { statistics }),
    }),
  };
}
