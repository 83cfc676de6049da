// Whether packing in parallel pays: `node bench/micro/both-cores.ts`. A whole 1920×1080 text screen and a noisy one as planes, in the pieces that
// operations have, compressed one after the other in this thread, and two at a time in libuv's threads. docs/decisions/0009 quotes it.
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdCompressSync } from 'node:zlib';
import { limits } from '@fjernhjelp/protocol';
import { ownCpuMs } from '../cpu.ts';
import { createRandom, TextPage } from './text-screen.ts';

const screen = { widthPx: 1920, heightPx: 1080 };
const REPEATS = 31;
const options = { chunkSize: 65_536, params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const compress = promisify(zstdCompress);
const random = createRandom(5);

/** What the piece's planes hold: green, and what red and blue differ from it. */
function pieces(pixels: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let from = 0; from < pixels.length / 4; from += limits.pixelsPerOperation) {
    const count = Math.min(limits.pixelsPerOperation, pixels.length / 4 - from);
    const planes = new Uint8Array(count * 3);
    for (let i = 0; i < count; i++) {
      const [blue, green, red] = pixels.subarray((from + i) * 4) as unknown as [number, number, number];
      planes[i] = green;
      planes[count + i] = red - green;
      planes[2 * count + i] = blue - green;
    }
    found.push(planes);
  }
  return found;
}

async function measure(run: () => unknown): Promise<{ wallMs: number; cpuMs: number }> {
  const wall: number[] = [];
  const cpu: number[] = [];
  for (let i = 0; i < REPEATS; i++) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    await run();
    cpu.push(ownCpuMs(used));
    wall.push(performance.now() - start);
  }
  const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
  const round = (ms: number) => Math.round(ms * 100) / 100;
  return { wallMs: round(median(wall)), cpuMs: round(median(cpu)) };
}

const text = new Uint8Array(screen.widthPx * screen.heightPx * 4);
new TextPage(screen.widthPx, 400).paint(text, screen.widthPx, screen.heightPx, 0);
const noise = Uint8Array.from({ length: text.length }, () => random() * 64);
const rows: Record<string, unknown>[] = [];
for (const [what, pixels] of Object.entries({ text, noise })) {
  const all = pieces(pixels);
  const two = async () => {
    const left = [...all];
    const work = async () => {
      for (let piece = left.pop(); piece; piece = left.pop()) await compress(piece, options);
    };
    await Promise.all([work(), work()]);
  };
  rows.push({
    what,
    how: 'one after the other',
    ...(await measure(() => all.map((piece) => zstdCompressSync(piece, options)))),
  });
  rows.push({ what, how: 'two at a time', ...(await measure(two)) });
}
console.table(rows);
