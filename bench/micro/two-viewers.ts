// Whether a viewer at the end of a thin line slows another one of the same desktop: `node bench/micro/two-viewers.ts [--seconds 5] [--runs 3]`. A
// 1920×1080 desktop is captured and encoded in one worker, as in the client, for a viewer at a free line, alone and beside one at 1 Mbit/s; the lines are simulated here, and what was
// seen is found out afterwards. Delays are from a paint until it, or a later one, is seen, in ms; CPU is the worker's for each paint.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  isMainThread,
  MessageChannel,
  type MessagePort,
  parentPort,
  Worker,
  workerData,
} from 'node:worker_threads';
import { PictureDecoder } from '@fjernhjelp/codec';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { servePictures, shareCapturer } from '@fjernhjelp/host/picture-worker';
import {
  connectPictureSource,
  createPacedViewer,
  FakeCapturer,
  MBIT,
  type PacedViewer,
} from '@fjernhjelp/host/testing';
import { type Rect, systemClock } from '@fjernhjelp/protocol';
import { createNodeCompressor } from '../../apps/client/src/picture/zstd.ts';
import { delays } from '../figures.ts';
import type { Sighting } from '../reader/in-page.ts';
import { threadCpuMs } from '../replay/thread-cpu.ts';
import { percentile } from '../statistics.ts';
import { createRandom, TextPage } from './text-screen.ts';

const screen = { widthPx: 1920, heightPx: 1080 };
const all: Rect = { xPx: 0, yPx: 0, ...screen };
const rowBytes = screen.widthPx * 4;
const SCROLL_PX = 53;
const SETTLE_MS = 3000;
const everyMs = { typing: 1000 / 12, scroll: 50 };
const free = { bytesPerMs: 1000 * MBIT, roundTripMs: 1 };
const thin = { bytesPerMs: MBIT, roundTripMs: 30 };
const PAINT_MS = 4;

/** What the worker is to do. */
interface Order {
  readonly workload: keyof typeof everyMs;
  readonly seconds: number;
  readonly ports: readonly MessagePort[];
}
/** Something that it painted: BGRX of the rect. */
interface Change {
  readonly rect: Rect;
  readonly pixels: Uint8Array;
  readonly atMs: number;
}
interface Played {
  readonly changes: readonly Change[];
  readonly cpuMs: number;
}

/** The same in both threads. */
function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
const clock = { ...systemClock, now: nowMs };

/** The worker's: shows a page of text to all of the ports, and types on it or scrolls it. */
async function paint({ workload, seconds, ports }: Order): Promise<Played> {
  const steps = Math.ceil((seconds * 1000) / everyMs[workload]);
  const page = new TextPage(screen.widthPx, 2000);
  // All that scrolls by: painting it is no part of what is measured.
  const rows = screen.heightPx + steps * SCROLL_PX;
  const paper = new Uint8Array(new SharedArrayBuffer(rowBytes * rows));
  page.paint(paper, screen.widthPx, rows, 0);
  const capturer = new FakeCapturer(screen.widthPx, screen.heightPx);
  const pixels = capturer.pixelsOf(0);
  const scrollTo = (row: number) => {
    const shown = paper.subarray(row * rowBytes).subarray(0, pixels.length);
    pixels.set(shown);
    return { rect: all, pixels: shown };
  };
  const type = (step: number) => {
    const [xPx, yPx] = [200 + 8 * (step % 180), 200 + 20 * Math.floor(step / 180)];
    const rect = page.type(pixels, screen.widthPx, xPx, yPx, (step * 7) % 60);
    return { rect, pixels: cut(pixels, rect) };
  };
  scrollTo(0);
  const shared = shareCapturer(capturer);
  for (const port of ports)
    servePictures(port, shared.open(), { compressor: createNodeCompressor(), clock: systemClock });
  await sleep(SETTLE_MS);
  const random = createRandom(3);
  const changes: Change[] = [];
  const [startMs, cpuMs] = [performance.now(), threadCpuMs()];
  for (let step = 0; step < steps; step++) {
    await sleep(Math.max(0, startMs + step * everyMs[workload] + random() * 20 - performance.now()));
    const atMs = nowMs();
    const change = workload === 'typing' ? type(step) : scrollTo((step + 1) * SCROLL_PX);
    capturer.damage(change.rect);
    changes.push({ ...change, atMs });
  }
  await sleep(SETTLE_MS / 3);
  return { changes, cpuMs: (threadCpuMs() - cpuMs) / steps };
}

function cut(pixels: Uint8Array, { xPx, yPx, widthPx, heightPx }: Rect): Uint8Array {
  const cut = new Uint8Array(widthPx * heightPx * 4);
  for (let row = 0; row < heightPx; row++) {
    const at = (yPx + row) * rowBytes + xPx * 4;
    cut.set(pixels.subarray(at, at + widthPx * 4), row * widthPx * 4);
  }
  return cut;
}

async function play(workload: Order['workload'], lines: readonly (typeof free)[], seconds: number) {
  const channels = lines.map(() => new MessageChannel());
  const ports = channels.map(({ port2 }) => port2);
  const order: Order = { workload, seconds, ports };
  const worker = new Worker(import.meta.filename, { workerData: order, transferList: ports });
  const played = new Promise<Played>((resolve) => worker.once('message', resolve));
  const viewers = channels.map(({ port1 }, i) =>
    createPacedViewer(connectPictureSource(port1), clock, { ...lines[i]!, paintMs: PAINT_MS }),
  );
  for (const { pacer } of viewers) pacer.start();
  const { changes, cpuMs } = await played;
  for (const { pacer } of viewers) pacer.stop();
  await worker.terminate();
  const seen = look(viewers[0]!, changes);
  const made = changes.map(({ atMs }, sequence) => ({ sequence, atMs }));
  return { delays: delays(made, seen), seen: seen.length / made.length, cpuMs };
}

/** @returns which of the changes the viewer saw, and when */
function look({ sent, line }: PacedViewer, changes: readonly Change[]): Sighting[] {
  const decoder = new PictureDecoder(createZstdDecompressor());
  const seen: Sighting[] = [];
  for (const message of sent) {
    const applied = decoder.apply(message);
    const paintedMs = applied.type === 'update' ? line.painted.get(applied.sequence) : undefined;
    if (paintedMs === undefined) continue;
    const { rgba } = decoder.picture(0)!;
    const from = (seen.at(-1)?.sequence ?? -1) + 1;
    for (const [i, change] of changes.slice(from).entries())
      if (change.atMs < paintedMs && shows(rgba, change)) seen.push({ sequence: from + i, atMs: paintedMs });
  }
  return seen;
}

function shows(rgba: Uint8ClampedArray, { rect, pixels }: Change): boolean {
  for (let i = 0; i < rect.widthPx * rect.heightPx; i++) {
    const [x, y] = [i % rect.widthPx, Math.floor(i / rect.widthPx)];
    const at = (rect.yPx + y) * rowBytes + (rect.xPx + x) * 4;
    for (let part = 0; part < 3; part++) if (rgba[at + part] !== pixels[i * 4 + 2 - part]) return false;
  }
  return true;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { seconds: { type: 'string', default: '5' }, runs: { type: 'string', default: '3' } },
  });
  const played = new Map<string, Awaited<ReturnType<typeof play>>[]>();
  for (let run = 0; run < Number(values.runs); run++)
    for (const workload of ['typing', 'scroll'] as const)
      for (const lines of [[free], [free, thin]]) {
        const name = `${workload}, ${lines.length === 1 ? 'alone' : 'beside 1 Mbit/s'}`;
        played.set(name, [...(played.get(name) ?? []), await play(workload, lines, Number(values.seconds))]);
      }
  const mean = (numbers: number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
  const rounded = (value: number) => Math.round(value * 10) / 10;
  const rows = [...played].map(([name, runs]) => {
    const waited = runs.flatMap(({ delays }) => delays);
    const row = {
      p50: rounded(percentile(waited, 0.5)),
      p95: rounded(percentile(waited, 0.95)),
      seen: `${Math.round(mean(runs.map(({ seen }) => seen)) * 100)} %`,
      'CPU a paint': rounded(mean(runs.map(({ cpuMs }) => cpuMs))),
    };
    return [name, row];
  });
  console.table(Object.fromEntries(rows));
}

if (isMainThread) await main();
else parentPort!.postMessage(await paint(workerData as Order));
