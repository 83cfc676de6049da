// What the codec's parts cost, one by one: `node bench/micro/codec.ts [--json]`. Medians of repeated runs on a synthetic
// 1920×1080 text screen; times are wall time of this one thread. docs/decisions/0004 and docs/decisions/0003
// quote it.
import { performance } from 'node:perf_hooks';
import { PictureDecoder, PictureEncoder } from '@fjernhjelp/codec';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { type Bytes, limits, planesRawBytes } from '@fjernhjelp/protocol';
import { createNodeCompressor } from '../../apps/client/src/picture/zstd.ts';
import { createKernels } from '../../packages/codec/src/kernels.ts';
import { tileGrid, tilePx, tileStates } from '../../packages/codec/src/tile-grid.ts';
import { createRandom, TextPage } from './text-screen.ts';

const widthPx = 1920;
const heightPx = 1080;
const SCROLL_PX = 53;
const REPEATS = 31;
const BUDGET_BYTES = 4 * 1024 * 1024;
const everything = { xPx: 0, yPx: 0, widthPx, heightPx };

interface Figure {
  readonly what: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly bytes?: number;
}
const figures: Figure[] = [];

/** @param prepare not timed @param run timed; a returned message is counted */
function measure(what: string, prepare: (i: number) => void, run: () => unknown): void {
  const times: number[] = [];
  const sizes: number[] = [];
  for (let i = 0; i < REPEATS + 10; i++) {
    prepare(i);
    const start = performance.now();
    const message = run();
    const took = performance.now() - start;
    if (i < 10) continue;
    times.push(took);
    if (message instanceof Uint8Array) sizes.push(message.length);
  }
  const at = (values: number[], share: number) =>
    values.sort((a, b) => a - b)[Math.floor(values.length * share)];
  const bytes = at(sizes, 0.5);
  figures.push({
    what,
    p50Ms: round(at(times, 0.5)!),
    p95Ms: round(at(times, 0.95)!),
    ...(bytes === undefined ? {} : { bytes }),
  });
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

const page = new TextPage(widthPx, 400);

function measureKernels(): void {
  const kernels = createKernels();
  const pictureBytes = widthPx * heightPx * 4;
  const { columns, rows } = tileGrid({ widthPx, heightPx });
  const rawBytes = planesRawBytes(limits.pixelsPerOperation);
  const states = rawBytes;
  const frame = states + 65_536;
  const reference = frame + pictureBytes;
  kernels.reserve(reference + pictureBytes);
  page.paint(new Uint8Array(kernels.buffer, frame, pictureBytes), widthPx, heightPx, 0);
  const reset = () => new Uint8Array(kernels.buffer, states, columns * rows).fill(tileStates.check);
  const compare = () =>
    void kernels.compareTiles(frame, reference, states, widthPx, heightPx, tilePx.width, tilePx.height);
  page.paint(new Uint8Array(kernels.buffer, reference, pictureBytes), widthPx, heightPx, 0);
  measure('compare all tiles, all equal', reset, compare);
  page.paint(new Uint8Array(kernels.buffer, reference, pictureBytes), widthPx, heightPx, SCROLL_PX);
  measure('compare all tiles, scrolled', reset, compare);

  const bands = Math.floor(limits.pixelsPerOperation / widthPx);
  const px = bands * widthPx;
  const raw = new Uint8Array(kernels.buffer, 0, planesRawBytes(px));
  const allBands = (run: (yPx: number, heightPx: number) => void) => {
    for (let yPx = 0; yPx < heightPx; yPx += bands) run(yPx, Math.min(bands, heightPx - yPx));
  };
  const gather = (y: number, h: number) =>
    kernels.gatherRect(frame, widthPx, 0, y, widthPx, h, 0, px, 2 * px);
  measure(
    'gather the whole screen',
    () => {},
    () => allBands(gather),
  );
  const scatter = (y: number, h: number) =>
    kernels.scatterRect(reference, widthPx, 0, y, widthPx, h, 0, px, 2 * px);
  measure(
    'scatter the whole screen',
    () => {},
    () => allBands(scatter),
  );

  gather(0, bands);
  const compressor = createNodeCompressor();
  const frameOfBand = compressor.compress(raw);
  measure(
    `zstd of ${px} pixels (${raw.length} bytes)`,
    () => {},
    () => compressor.compress(raw) as Bytes,
  );
  const zstd = createZstdDecompressor();
  const target = new Uint8Array(raw.length);
  measure(
    'unzstd of the same, wasm',
    () => {},
    () => void zstd.decompress(frameOfBand, target),
  );
}

function measureWhole(): void {
  const encoder = new PictureEncoder(0, { widthPx, heightPx }, createNodeCompressor());
  const decoder = new PictureDecoder(createZstdDecompressor());
  const { pixels } = encoder.frame;
  decoder.apply(encoder.encodeResize());
  let sequence = 0;
  const encode = (damage = everything) => encoder.encode([damage], BUDGET_BYTES, sequence++);
  page.paint(pixels, widthPx, heightPx, 0);
  decoder.apply(encode()!);

  const random = createRandom(7);
  let damage = everything;
  let message: Bytes | undefined;
  const typeOne = (i: number) => {
    damage = page.type(pixels, widthPx, 200 + ((8 * i) % 1400), 200, Math.floor(random() * 60));
  };
  measure('encode: a character typed', typeOne, () => encode(damage));
  measure(
    'decode: a character typed',
    (i) => {
      typeOne(i);
      message = encode(damage)!;
    },
    () => void decoder.apply(message!),
  );
  let scrollPx = 0;
  const scroll = () => {
    scrollPx = (scrollPx + SCROLL_PX) % 5000;
    page.paint(pixels, widthPx, heightPx, scrollPx);
  };
  measure('encode: text screen scrolled', scroll, () => encode());
  measure(
    'decode: text screen scrolled',
    () => {
      scroll();
      message = encode()!;
    },
    () => void decoder.apply(message!),
  );
  const noise = new Uint32Array(pixels.buffer, pixels.byteOffset, widthPx * heightPx);
  measure(
    'encode: 4 MiB of noise',
    () => {
      for (let i = 0; i < noise.length; i++) noise[i] = random() * 2 ** 32;
    },
    () => encode(),
  );
}

measureKernels();
measureWhole();
if (process.argv.includes('--json')) console.log(JSON.stringify(figures, undefined, 2));
else console.table(Object.fromEntries(figures.map(({ what, ...rest }) => [what, rest])));
