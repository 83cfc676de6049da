import { setTimeout as sleep } from 'node:timers/promises';
import { type PictureStatistics, updateHeaderBytes } from '@fjernhjelp/protocol';
import type { ViewerCounters } from '@fjernhjelp/viewer';
import { until } from '../e2e/harness/resources.ts';
import { NoFigure } from './reader/picture-reader.ts';

/** What a system has counted itself, since its session began. */
export type OwnCounters = Pick<ViewerCounters, 'updates' | 'pictureBytes' | 'bytesByKind' | 'statistics'>;

/** The panel of the product. */
export interface CountersPanel {
  read(): Promise<OwnCounters>;
  /** Whether the host is asked for its statistics, as while the panel is open. */
  setCounted(isCounted: boolean): Promise<void>;
}

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
/** The host tells its statistics once a second; the first ones of a thin line may have to wait. */
const TOLD_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 250;
/** What the answer of an update may take from when the reader sees it until the host has it, on a busy machine and while the reader reads a large picture. */
const ANSWER_MS = 100;

/** @throws NoFigure when the product counts otherwise than reader and line, over the same time */
export function checkCounters(
  { updates, pictureBytes, bytesByKind }: Omit<OwnCounters, 'statistics'>,
  witnessed: Seen & OnLine,
): void {
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
  const ofKinds = Object.values(bytesByKind).reduce((sum, bytes) => sum + bytes, 0);
  if (ofKinds + updates * updateHeaderBytes !== pictureBytes)
    throw new NoFigure(
      `the product counts ${ofKinds} bytes of all kinds and ${updates} updates, not ${pictureBytes} bytes`,
    );
}

/**
 * @param delaysMs from each paint until it was seen, of the same time; none when nothing was painted
 * @throws NoFigure when the host's latency is not of what the reader saw, or the line was lost
 */
export function checkStatistics(
  { latencyP50TenthMs, lineLosses }: Pick<PictureStatistics, 'latencyP50TenthMs' | 'lineLosses'>,
  delaysMs: readonly number[],
): void {
  if (lineLosses > 0) throw new NoFigure(`the product counts ${lineLosses} losses of the line`);
  if (delaysMs.length === 0) return;
  const latencyMs = latencyP50TenthMs / 10;
  // The host's is the median of one second of these: none of them is faster than half of what it counted.
  const mostMs = Math.max(...delaysMs) + ANSWER_MS;
  if (latencyMs <= 0 || latencyMs > mostMs)
    throw new NoFigure(`the product counts ${latencyMs} ms of latency, not 0 … ${mostMs.toFixed(0)}`);
}

/**
 * Opens the panel while some more is painted. The statistics cost bytes, and each update is answered at once, so nothing else is measured meanwhile.
 * @param panel undefined: the system has none, and nothing is checked or painted
 * @param paint @returns from each paint until it was seen; undefined when only keys make the picture change
 */
export async function watchStatistics(
  panel: CountersPanel | undefined,
  paint: (() => Promise<readonly number[]>) | undefined,
): Promise<void> {
  if (panel === undefined) return;
  await panel.setCounted(true);
  const [statistics, delaysMs] = await Promise.all([
    firstTold(panel, ({ latencyP50TenthMs }) => paint === undefined || latencyP50TenthMs > 0),
    paint?.() ?? [],
  ]);
  await panel.setCounted(false);
  checkStatistics(statistics, delaysMs);
}

/** @param isWanted a second in which nothing was answered says nothing */
async function firstTold(
  panel: CountersPanel,
  isWanted: (statistics: PictureStatistics) => boolean,
): Promise<PictureStatistics> {
  const look = async () => {
    const { statistics } = await panel.read();
    if (statistics !== undefined && isWanted(statistics)) return statistics;
    await sleep(LOOK_EVERY_MS);
    return undefined;
  };
  return await until('the host tells its statistics', look, TOLD_WITHIN_MS).catch((cause: unknown) => {
    throw new NoFigure('the product tells no latency', { cause });
  });
}

/**
 * Counts from now on.
 * @param panel undefined: the system tells none, and nothing is checked
 * @returns what ends it, and throws NoFigure when the product's counters do not agree with what was seen
 */
export async function countAlong(
  panel: CountersPanel | undefined,
  line: { bytesToViewer(): Promise<number> },
): Promise<(seen: Seen) => Promise<void>> {
  if (panel === undefined) return async () => {};
  const fromMs = performance.now();
  const bytesBefore = await line.bytesToViewer();
  const before = await panel.read();
  return async (seen) => {
    const after = await panel.read();
    const lineBytes = (await line.bytesToViewer()) - bytesBefore;
    const counted = {
      updates: after.updates - before.updates,
      pictureBytes: after.pictureBytes - before.pictureBytes,
      bytesByKind: Object.fromEntries(
        Object.entries(after.bytesByKind).map(([kind, bytes]) => [
          kind,
          bytes - (before.bytesByKind[kind as keyof typeof before.bytesByKind] ?? 0),
        ]),
      ),
    };
    checkCounters(counted, { ...seen, lineBytes, seconds: (performance.now() - fromMs) / 1000 });
  };
}
