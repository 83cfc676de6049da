/**
 * What our codec costs on recorded workloads, without a screen, a line or a viewer: `node bench/replay/main.ts [--json] [--screen 1920x1080] [--smoothing grey] [workload …]`. The
 * recordings are made anew on a virtual display. A step is one update of at most 4 MiB; what it leaves for later is encoded after the last
 * step until the viewer would have every pixel. All of them, as they are by default, are kept for docs/PERFORMANCE.md.
 */
import { parseArgs } from 'node:util';
import { PictureEncoder } from '@fjernhjelp/codec';
import { limits } from '@fjernhjelp/protocol';
import { createNodeCompressor } from '../../apps/client/src/picture/zstd.ts';
import { describeCommit } from '../results.ts';
import { percentile } from '../statistics.ts';
import { type Smoothing, smoothings } from '../workloads/canvas.ts';
import { type EncodedWorkload, keepReplay } from './kept.ts';
import { chooseRecordings, everyMs, recordWorkload } from './record-workload.ts';
import { applyStep, type Step } from './recording.ts';
import { threadCpuMs } from './thread-cpu.ts';

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    screen: { type: 'string', default: '1920x1080' },
    smoothing: { type: 'string', default: 'grey' },
  },
  allowPositionals: true,
});
const [widthPx = 1920, heightPx = 1080] = values.screen.split('x').map(Number);
const screen = { widthPx, heightPx };
if (!(values.smoothing in smoothings)) throw new Error(`There is no smoothing “${values.smoothing}”.`);
const smoothing = values.smoothing as Smoothing;
const BUDGET_BYTES = 4 * 1024 * 1024;
/** How often a workload is encoded: the first warms the kernels up and is not counted. */
const ROUNDS = 3;
/** How many steps of each are recorded. */
const stepsOf = {
  typing: 60,
  scroll: 40,
  drag: 60,
  switch: 24,
  video: 60,
} as const;
type Recorded = keyof typeof stepsOf;
/** The longest that a picture may need to become exact, by its clock. */
const QUIET_MS = 10_000;

interface Cost {
  readonly cpuMs: number;
  readonly bytes: number;
}

/** Encodes a recording, with the times that the workload itself has between steps. */
function encode(steps: readonly Step[], stepMs: number): { costs: Cost[]; rest: Cost } {
  let nowMs = 1000;
  const encoder = new PictureEncoder(0, screen, createNodeCompressor(), {
    now: () => nowMs,
    lossy: true,
    cachePlaces: limits.cachedTiles,
  });
  encoder.encodeResize();
  let sequence = 0;
  const costs = steps.map((step) => {
    nowMs += stepMs;
    applyStep(step, encoder.frame.pixels, screen.widthPx);
    return costOf(() => encoder.encode(step.damage, BUDGET_BYTES, sequence++)?.length ?? 0);
  });
  let [cpuMs, bytes] = [0, 0];
  const endMs = nowMs + QUIET_MS;
  while ((encoder.pending || encoder.dueAtMs !== undefined) && nowMs < endMs) {
    nowMs += stepMs;
    const more = costOf(() => encoder.encode([], BUDGET_BYTES, sequence++)?.length ?? 0);
    cpuMs += more.cpuMs;
    bytes += more.bytes;
  }
  // The first step is the whole first picture.
  return { costs: costs.slice(1), rest: { cpuMs, bytes } };
}

function costOf(run: () => number): Cost {
  const before = threadCpuMs();
  const bytes = run();
  return { cpuMs: threadCpuMs() - before, bytes };
}

async function measure(workload: Recorded): Promise<EncodedWorkload> {
  const { steps, sizeBytes } = await recordWorkload(workload, stepsOf[workload], screen, smoothing);
  const rounds = Array.from({ length: ROUNDS + 1 }, () => encode(steps, everyMs[workload])).slice(1);
  const costs = rounds.flatMap((round) => round.costs);
  const at = (key: keyof Cost, share: number) =>
    percentile(
      costs.map((cost) => cost[key]),
      share,
    );
  const rest = (key: keyof Cost) =>
    percentile(
      rounds.map((round) => round.rest[key]),
      0.5,
    );
  return {
    steps: steps.length - 1,
    cpuP50Ms: round(at('cpuMs', 0.5)),
    cpuP95Ms: round(at('cpuMs', 0.95)),
    bytesP50: at('bytes', 0.5),
    bytesP95: at('bytes', 0.95),
    kilobytesASecond: round(
      costs.reduce((sum, { bytes }) => sum + bytes, 0) / (costs.length * everyMs[workload]),
    ),
    untilExactMs: round(rest('cpuMs')),
    untilExactBytes: rest('bytes'),
    recordingMiB: round(sizeBytes / 2 ** 20),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

const table: Record<string, EncodedWorkload> = {};
for (const workload of chooseRecordings(positionals, Object.keys(stepsOf) as Recorded[]))
  table[workload] = await measure(workload);
if (values.json) console.log(JSON.stringify(table, undefined, 2));
else console.table(table);
// What was only tried out is not kept.
if (positionals.length === 0 && values.screen === '1920x1080' && smoothing === 'grey')
  keepReplay({ measuredIn: new Date().toISOString(), commit: await describeCommit(), workloads: table });
