/**
 * What a viewer at the end of a line sees of recorded workloads: `node bench/replay/thin-line.ts [--mbit 1,4] [--seconds 6] [--json] [workload …]`. The recordings
 * go through the worker's half, the encoder and the pacer over a simulated line of 3 ms that lets 3 kB pass at once, at a simulated clock: all but the CPU is the same every time.
 *
 * _seen_: all strips of a step show its number, as in the benchmark. _whole_: the whole picture is that of one step, or close to it. _torn_: the share of the
 * time in which the strips do not agree. Delays are from a paint until it or a later one is seen, in ms.
 */
import { parseArgs } from 'node:util';
import { PictureDecoder } from '@fjernhjelp/codec';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { servePictures } from '@fjernhjelp/host/picture-worker';
import {
  connectPictureSource,
  createSimulatedLine,
  createSimulatedTime,
  FakeCapturer,
  MBIT,
  PicturePacer,
  type SimulatedTime,
} from '@fjernhjelp/host/testing';
import type { Bytes } from '@fjernhjelp/protocol';
import { createNodeCompressor } from '../../apps/client/src/picture/zstd.ts';
import { delays } from '../figures.ts';
import { shaping } from '../line.ts';
import { createRandom } from '../micro/text-screen.ts';
import type { Sighting } from '../reader/in-page.ts';
import { percentile } from '../statistics.ts';
import { chooseRecordings, everyMs, type Recording, recordWorkload } from './record-workload.ts';
import { applyStep, type Step } from './recording.ts';
import { isClose, isExact, readStrip, samplePicture } from './seen-picture.ts';
import { threadCpuMs } from './thread-cpu.ts';

const { values, positionals } = parseArgs({
  options: {
    mbit: { type: 'string', default: '1,4' },
    seconds: { type: 'string', default: '6' },
    json: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const screen = { widthPx: 1920, heightPx: 1080 };
type Recorded = keyof typeof everyMs;
const ROUND_TRIP_MS = 3;
/** What the worker, and the viewer, take for an update: assumed. */
const ENCODE_MS = 5;
const PAINT_MS = 4;
/** Before the first step, so that the first picture is there and its tiles are worth keeping; and after the last. */
const REST_MS = 6000;
const EXACT_WITHIN_MS = 8000;
/** Steps move by up to so much of their interval, as the benchmark's do. */
const JITTER = 0.4;
const MAX_JITTER_MS = 25;
/** A key comes up to so long after a step. */
const KEY_MS = 33;

/** Two ends of a port at a simulated clock. @param delaysMs what a message from each of them takes */
function createPorts(time: SimulatedTime, delaysMs: readonly [number, number]) {
  const hear: ((value: unknown) => void)[] = [];
  const end = (own: 0 | 1) => ({
    postMessage: (value: unknown) => void time.schedule(delaysMs[own], () => hear[1 - own]?.(value)),
    on(event: string, listener: (value: unknown) => void) {
      if (event === 'message') hear[own] = listener;
    },
  });
  return [end(0), end(1)] as const;
}

/** Host, line and viewer. */
function open(bytesPerMs: number) {
  const time = createSimulatedTime();
  const capturer = new FakeCapturer(screen.widthPx, screen.heightPx);
  const [mainPort, workerPort] = createPorts(time, [0, ENCODE_MS]);
  const sent: Bytes[] = [];
  const line = createSimulatedLine({
    clock: time,
    bytesPerMs,
    burstBytes: shaping.burstBytes,
    roundTripMs: ROUND_TRIP_MS,
    paintMs: PAINT_MS,
    acknowledged: (sequence, heldMs) => pacer.acknowledge(sequence, heldMs),
  });
  servePictures(workerPort, capturer, { compressor: createNodeCompressor(), clock: time });
  const pacer: PicturePacer = new PicturePacer({
    source: connectPictureSource(mainPort),
    clock: time,
    send(message) {
      sent.push(message);
      line.send(message);
    },
    lost(error) {
      throw error;
    },
  });
  return { time, capturer, sent, line, pacer };
}

async function play(workload: Recorded, { steps, keys }: Recording, bytesPerMs: number) {
  const { time, capturer, sent, line, pacer } = open(bytesPerMs);
  const pixels = capturer.pixelsOf(0);
  const random = createRandom(4);
  const every = everyMs[workload];
  const jitterMs = Math.min(MAX_JITTER_MS, every * JITTER);
  const made: Record<'paint' | 'echo', Sighting[]> = { paint: [], echo: [] };
  const samples: Uint8Array[] = [];
  let otherCpuMs = 0;
  const paint = (step: Step, kind: 'paint' | 'echo') => {
    const before = threadCpuMs();
    applyStep(step, pixels, screen.widthPx);
    for (const rect of step.damage) capturer.damage(rect);
    made[kind].push({ sequence: made[kind].length + 1, atMs: time.now() });
    if (kind === 'paint') samples.push(samplePicture(pixels, screen));
    otherCpuMs += threadCpuMs() - before;
  };
  const [first, ...rest] = steps;
  if (first === undefined) throw new Error('an empty recording');
  applyStep(first, pixels, screen.widthPx);
  for (const rect of first.damage) capturer.damage(rect);
  pacer.start();
  await time.pass(REST_MS);
  const startMs = time.now();
  const carriedBytes = line.carriedBytes;
  const startCpuMs = threadCpuMs();
  for (const [i, step] of rest.entries()) {
    const isKey = keys.has(i + 1);
    const dueMs = startMs + made.paint.length * every;
    const lateMs = isKey ? KEY_MS * random() : every + (random() * 2 - 1) * jitterMs;
    await time.pass(Math.max(0, dueMs + lateMs - time.now()));
    paint(step, isKey ? 'echo' : 'paint');
  }
  const endMs = time.now();
  const kBASecond = (line.carriedBytes - carriedBytes) / (endMs - startMs);
  await time.pass(EXACT_WITHIN_MS);
  const cpuMs = threadCpuMs() - startCpuMs - otherCpuMs;
  return { sent, painted: line.painted, pixels, samples, made, startMs, endMs, kBASecond, cpuMs };
}

/** Goes through what the viewer saw, one update after the other. */
function look({ strips }: Recording, played: Awaited<ReturnType<typeof play>>) {
  const { sent, painted, pixels, samples, made, startMs, endMs } = played;
  const decoder = new PictureDecoder(createZstdDecompressor());
  const seen: Record<'paint' | 'echo' | 'whole', Sighting[]> = { paint: [], echo: [], whole: [] };
  let exactAtMs = Number.NaN;
  let tornMs = 0;
  let tornSinceMs = Number.NaN;
  for (const message of sent) {
    const applied = decoder.apply(message);
    const atMs = applied.type === 'update' ? painted.get(applied.sequence)! : 0;
    if (atMs < startMs) continue;
    const { rgba } = decoder.picture(0)!;
    const see = (group: 'paint' | 'echo' | 'whole', sequence: number | undefined) => {
      const isNew = sequence !== undefined && sequence > (seen[group].at(-1)?.sequence ?? 0);
      if (isNew) seen[group].push({ sequence, atMs });
    };
    for (const group of ['paint', 'echo'] as const) {
      const numbers = new Set(strips[group].map((strip) => readStrip(rgba, screen, strip)));
      const [number] = numbers.size === 1 ? numbers : [];
      see(group, number);
      if (group === 'echo') continue;
      if (!Number.isNaN(tornSinceMs)) tornMs += Math.min(atMs, endMs) - Math.min(tornSinceMs, endMs);
      tornSinceMs = number === undefined ? atMs : Number.NaN;
    }
    const shown = samplePicture(rgba, screen);
    const from = seen.whole.at(-1)?.sequence ?? 0;
    const step = made.paint.findLast(
      (each) => each.sequence > from && each.atMs < atMs && isClose(shown, samples[each.sequence - 1]!),
    );
    see('whole', step?.sequence);
    if (atMs < endMs) continue;
    if (!isExact(rgba, pixels)) exactAtMs = Number.NaN;
    else if (Number.isNaN(exactAtMs)) exactAtMs = atMs;
  }
  return { seen, exactAtMs, tornMs };
}

function figures(recording: Recording, played: Awaited<ReturnType<typeof play>>) {
  const { made, startMs, endMs, kBASecond, cpuMs } = played;
  const { seen, exactAtMs, tornMs } = look(recording, played);
  const steps = made.paint.length;
  const both = (group: 'paint' | 'echo', by: keyof typeof seen = group) =>
    [0.5, 0.95].map((share) => Math.round(percentile(delays(made[group], seen[by]), share))).join(' / ');
  return {
    seen: `${seen.paint.length} of ${steps}`,
    'p50 / p95': both('paint'),
    whole: seen.whole.length,
    'whole p50 / p95': both('paint', 'whole'),
    torn: `${Math.round((tornMs / (endMs - startMs)) * 100)} %`,
    'key p50 / p95': made.echo.length > 0 ? both('echo') : '–',
    'exact after': Math.round(exactAtMs - endMs),
    'kB/s': Math.round(kBASecond),
    'CPU a step': Math.round((cpuMs / steps) * 10) / 10,
  };
}

const table: Record<string, ReturnType<typeof figures>> = {};
for (const workload of chooseRecordings(positionals, Object.keys(everyMs) as Recorded[])) {
  const steps = Math.round((Number(values.seconds) * 1000) / everyMs[workload]);
  const recording = await recordWorkload(workload, steps, screen);
  for (const mbit of values.mbit.split(',').map(Number))
    table[`${workload}, ${mbit} Mbit/s`] = figures(recording, await play(workload, recording, mbit * MBIT));
}
if (values.json) console.log(JSON.stringify(table, undefined, 2));
else console.table(table);
