// What the codec's parts cost, one by one: `node bench/micro/codec.ts [--json]`. Medians of repeated runs on a synthetic
// 1920×1080 text screen and a photograph; times are wall time of this one thread. docs/decisions/0004 and docs/decisions/0003
// quote it.
import { performance } from 'node:perf_hooks';
import { PictureDecoder, PictureEncoder } from '@fjernhjelp/codec';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { type Bytes, limits, planesRawBytes } from '@fjernhjelp/protocol';
import { createNodeCompressor } from '../../apps/client/src/picture/zstd.ts';
import { createKernels } from '../../packages/codec/src/kernels.ts';
import { tileGrid, tilePx, tileStates } from '../../packages/codec/src/tile-grid.ts';
import { photograph } from '../workloads/texture.ts';
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
}

/** A photograph of as many pixels as an operation may have, in both of its exact forms. */
function measurePhotograph(): void {
  const sidePx = Math.sqrt(limits.pixelsPerOperation);
  const host = createKernels();
  const viewer = createKernels();
  const rawBytes = planesRawBytes(limits.pixelsPerOperation);
  const state = rawBytes;
  const scratch = state + host.photoStateBytes();
  const picture = scratch + host.photoStateBytes();
  for (const end of [host, viewer]) {
    end.reserve(picture + sidePx * sidePx * 4);
    end.resetPhoto(state);
  }
  new Uint32Array(host.buffer, picture, sidePx * sidePx).set(photograph(sidePx, sidePx, 1).pixels);
  const whole = [0, 0, sidePx, sidePx] as const;
  const planes = [0, sidePx * sidePx, 2 * sidePx * sidePx] as const;
  const raw = new Uint8Array(host.buffer, 0, rawBytes);
  const atViewer = new Uint8Array(viewer.buffer, 0, rawBytes);
  const nothing = () => {};
  const gather = () => host.gatherRect(picture, sidePx, ...whole, ...planes);
  const pixels = `${sidePx} × ${sidePx} pixels of a photograph`;
  measure(`planes: gather ${pixels}`, nothing, gather);
  const compressor = createNodeCompressor();
  const frame = compressor.compress(raw);
  measure('zstd of them', nothing, () => compressor.compress(raw) as Bytes);
  const zstd = createZstdDecompressor();
  const unpack = () => void zstd.decompress(frame, atViewer);
  measure('unzstd of the same, wasm', nothing, unpack);
  measure('scatter them', unpack, () => viewer.scatterRect(picture, sidePx, ...whole, ...planes));
  let payload = new Uint8Array();
  const encode = () => {
    host.startWriting(0);
    host.encodePhoto(picture, sidePx, ...whole, state, 0, rawBytes, scratch);
    payload = raw.subarray(0, host.finishWriting());
    return payload;
  };
  measure(`photo: encode ${pixels}`, nothing, encode);
  const take = () => {
    encode();
    atViewer.set(payload);
  };
  viewer.resetPhoto(state);
  host.resetPhoto(state);
  measure('decode them', take, () => {
    viewer.startReading(0, payload.length);
    if (viewer.decodePhoto(picture, sidePx, ...whole, state) !== 0) throw new Error('not decoded');
  });
}

function measureWhole(): void {
  const encoder = new PictureEncoder(0, { widthPx, heightPx }, createNodeCompressor());
  const decoder = new PictureDecoder(createZstdDecompressor());
  const { pixels } = encoder.frame;
  decoder.apply(encoder.encodeResize());
  let sequence = 0;
  let message: Bytes | undefined;
  /** Every message is decoded: both ends learn from it. */
  const decode = () => {
    if (message !== undefined) decoder.apply(message);
    message = undefined;
  };
  const encode = (damage = everything) => {
    message = encoder.encode([damage], BUDGET_BYTES, sequence++);
    return message;
  };
  page.paint(pixels, widthPx, heightPx, 0);
  encode();

  const random = createRandom(7);
  let damage = everything;
  const typeOne = (i: number) => {
    decode();
    damage = page.type(pixels, widthPx, 200 + ((8 * i) % 1400), 200, Math.floor(random() * 60));
  };
  measure('encode: a character typed', typeOne, () => encode(damage));
  measure(
    'decode: a character typed',
    (i) => {
      typeOne(i);
      encode(damage);
    },
    decode,
  );
  let scrollPx = 0;
  const scroll = () => {
    decode();
    scrollPx = (scrollPx + SCROLL_PX) % 5000;
    page.paint(pixels, widthPx, heightPx, scrollPx);
  };
  measure('encode: text screen scrolled', scroll, () => encode());
  measure(
    'decode: text screen scrolled',
    () => {
      scroll();
      encode();
    },
    decode,
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
measurePhotograph();
measureWhole();
if (process.argv.includes('--json')) console.log(JSON.stringify(figures, undefined, 2));
else console.table(Object.fromEntries(figures.map(({ what, ...rest }) => [what, rest])));
