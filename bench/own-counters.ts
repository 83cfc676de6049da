import type { ViewerCounters } from '@fjernhjelp/viewer';
import { NoFigure } from './reader/picture-reader.ts';

/** What a system has counted itself, since its session began. */
export type OwnCounters = Pick<ViewerCounters, 'updates' | 'pictureBytes'>;

/** What the picture's reader saw of a workload. */
export interface Seen {
  /** How many numbers of paints, and of keys, it saw come. */
  readonly paints: number;
  readonly echoes: number;
  /** Paints and keys that there were. */
  readonly steps: number;
}

/** What left for the viewer in the same time, with the packets' headers. */
export interface OnLine {
  readonly lineBytes: number;
  readonly seconds: number;
}

/** Records, frames and packets' headers, of what fills packets: 66 bytes of 1514, and a little more on a line that is cut into more of them. */
const HEADERS_SHARE = 0.08;
/** Those of an update in a packet of its own, and TCP's answers to what the viewer sends meanwhile: keys, and that it was painted. */
const HEADERS_EACH_BYTES = 200;
/** Keep-alives, pings and the pointer. */
const BESIDE_BYTES_PER_S = 100;
/** An update shows a paint or a key, or is part of one that was cut, into no less than this (PROTOCOL.md UP10). */
const CUT_BYTES = 2048;
/** Some are two by chance, and some make exact what came about right. */
const MORE_EACH_STEP = 0.2;
const MORE_PER_S = 4;

/** @throws NoFigure when the product counts otherwise than reader and line, over the same time */
export function checkCounters({ updates, pictureBytes }: OwnCounters, witnessed: Seen & OnLine): void {
  const { paints, echoes, steps, lineBytes, seconds } = witnessed;
  // One update may bring a paint and a key.
  const least = Math.max(paints, echoes);
  const most = steps * (1 + MORE_EACH_STEP) + pictureBytes / CUT_BYTES + seconds * MORE_PER_S;
  if (updates < least || updates > most)
    throw new NoFigure(`the product counts ${updates} updates, not ${least} … ${most.toFixed(0)}`);
  const headers = pictureBytes * HEADERS_SHARE + updates * HEADERS_EACH_BYTES + seconds * BESIDE_BYTES_PER_S;
  const beside = lineBytes - pictureBytes;
  if (beside < 0 || beside > headers)
    throw new NoFigure(
      `the product counts ${pictureBytes} bytes of pictures: ${beside} beside them on the line, not 0 … ${headers.toFixed(0)}`,
    );
}

/**
 * Counts from now on.
 * @param counters undefined: the system tells none, and nothing is checked
 * @returns what ends it, and throws NoFigure when the product's counters do not agree with what was seen
 */
export async function countAlong(
  counters: (() => Promise<OwnCounters>) | undefined,
  line: { bytesToViewer(): Promise<number> },
): Promise<(seen: Seen) => Promise<void>> {
  if (counters === undefined) return async () => {};
  const fromMs = performance.now();
  const bytesBefore = await line.bytesToViewer();
  const before = await counters();
  return async (seen) => {
    const after = await counters();
    const lineBytes = (await line.bytesToViewer()) - bytesBefore;
    const counted = {
      updates: after.updates - before.updates,
      pictureBytes: after.pictureBytes - before.pictureBytes,
    };
    checkCounters(counted, { ...seen, lineBytes, seconds: (performance.now() - fromMs) / 1000 });
  };
}
