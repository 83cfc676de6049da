// What pictures like photographs and video cost by each way of packing them: `node bench/micro/lossy.ts [--browser]`.
// Others are measured when they lie in LOSSY_OTHERS (a folder where `npm i sharp @jsquash/jpeg` was run); `--browser` adds Chromium's
// WebCodecs. Medians of one thread's wall time. docs/decisions/0006 quotes it.
import { performance } from 'node:perf_hooks';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { lossyBoundBytes, planesRawBytes } from '@fjernhjelp/protocol';
import { createNodeCompressor } from '../../apps/client/src/picture/zstd.ts';
import { aligned, createKernels, type Kernels } from '../../packages/codec/src/kernels.ts';
import {
  decodeLossyRect,
  encodeLossyRect,
  LOSSY_SCRATCH_BYTES,
  type LossyKernels,
} from '../../packages/codec/src/lossy.ts';
import { openOthers, type StillCodec } from './lossy/others.ts';
import { Fidelity, Scene } from './lossy/pictures.ts';
import { measureWebCodecs } from './lossy/web-codecs.ts';

const VIDEO = { widthPx: 640, heightPx: 360, pictures: 90 };
const PHOTO = { widthPx: 1280, heightPx: 720 };
const BAND_PX = 192;
const PICTURES_A_SECOND = 30;

interface Row {
  bytes: number;
  'KB/s'?: number;
  'luma dB': number;
  'RGB dB': number;
  'encode ms': number;
  'decode ms': number;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}

function row(bytes: number[], fidelity: Fidelity, encodeMs: number[], decodeMs: number[]): Row {
  const mean = bytes.reduce((sum, value) => sum + value, 0) / bytes.length;
  return {
    bytes: Math.round(mean),
    ...(bytes.length > 1 ? { 'KB/s': Math.round((mean * PICTURES_A_SECOND) / 1000) } : {}),
    'luma dB': Math.round(fidelity.lumaDb * 10) / 10,
    'RGB dB': Math.round(fidelity.allDb * 10) / 10,
    'encode ms': Math.round(median(encodeMs) * 100) / 100,
    'decode ms': Math.round(median(decodeMs) * 100) / 100,
  };
}

/** The two ends in memories of their own. */
class Ends {
  readonly host = createKernels() as Kernels & LossyKernels;
  readonly viewer = createKernels() as Kernels & LossyKernels;
  readonly #widthPx: number;
  readonly #heightPx: number;
  readonly #pictureBytes: number;
  readonly places: { scratch: number; raw: number };
  readonly #first: number;
  readonly #second: number;

  constructor({ widthPx, heightPx }: { widthPx: number; heightPx: number }) {
    this.#widthPx = widthPx;
    this.#heightPx = heightPx;
    this.#pictureBytes = widthPx * heightPx * 4;
    const raw = aligned(LOSSY_SCRATCH_BYTES);
    this.places = { scratch: 0, raw };
    this.#first = raw + aligned(lossyBoundBytes(widthPx * heightPx) + planesRawBytes(widthPx * heightPx));
    this.#second = this.#first + aligned(this.#pictureBytes);
    for (const end of [this.host, this.viewer]) end.reserve(this.#second + this.#pictureBytes);
  }

  get frame(): Uint8Array {
    return new Uint8Array(this.host.buffer, this.#first, this.#pictureBytes);
  }

  get picture(): Uint8Array {
    return new Uint8Array(this.viewer.buffer, this.#first, this.#pictureBytes);
  }

  /** Both are black again. */
  forget(): void {
    new Uint8Array(this.host.buffer, this.#second, this.#pictureBytes).fill(0);
    this.picture.fill(0);
  }

  /** @returns bytes, milliseconds to encode and to decode one picture, in bands that an operation holds */
  lossy(quality: number): [number, number, number] {
    const { frame, reference } = { frame: this.#first, reference: this.#second };
    const stridePx = this.#widthPx;
    const raws: Uint8Array[] = [];
    const heightPx = this.#widthPx * this.#heightPx > 262_144 ? BAND_PX : this.#heightPx;
    const bands = Array.from({ length: Math.ceil(this.#heightPx / heightPx) }, (_, i) => ({
      xPx: 0,
      yPx: i * heightPx,
      widthPx: this.#widthPx,
      heightPx: Math.min(heightPx, this.#heightPx - i * heightPx),
    }));
    const start = performance.now();
    for (const band of bands) {
      const size = encodeLossyRect(this.host, { frame, reference, stridePx }, band, quality, this.places);
      raws.push(new Uint8Array(this.host.buffer, this.places.raw, size).slice());
    }
    const encoded = performance.now();
    for (const [i, raw] of raws.entries()) {
      new Uint8Array(this.viewer.buffer, this.places.raw, raw.length).set(raw);
      const picture = { picture: this.#first, stridePx };
      decodeLossyRect(this.viewer, picture, bands[i]!, quality, this.places, raw.length);
    }
    const decoded = performance.now();
    return [raws.reduce((sum, { length }) => sum + length, 0), encoded - start, decoded - encoded];
  }
}

const compressor = createNodeCompressor();
const decompressor = createZstdDecompressor();

/** Planes and zstd, as exact tiles are sent. */
function exact(ends: Ends, widthPx: number, heightPx: number): [number, number, number] {
  let sizes = 0;
  let encodeMs = 0;
  let decodeMs = 0;
  for (let yPx = 0; yPx < heightPx; yPx += BAND_PX) {
    const rows = Math.min(BAND_PX, heightPx - yPx);
    const pixels = widthPx * rows;
    const at = ends.places.raw;
    const start = performance.now();
    const frame = ends.frame.byteOffset;
    ends.host.gatherRect(frame, widthPx, 0, yPx, widthPx, rows, at, at + pixels, at + 2 * pixels);
    const packed = compressor.compress(new Uint8Array(ends.host.buffer, at, 3 * pixels));
    const encoded = performance.now();
    decompressor.decompress(packed, new Uint8Array(ends.viewer.buffer, at, 3 * pixels));
    const picture = ends.picture.byteOffset;
    ends.viewer.scatterRect(picture, widthPx, 0, yPx, widthPx, rows, at, at + pixels, at + 2 * pixels);
    encodeMs += encoded - start;
    decodeMs += performance.now() - encoded;
    sizes += packed.length;
  }
  return [sizes, encodeMs, decodeMs];
}

const pictures = (({ widthPx, heightPx, pictures }) => {
  const scene = new Scene(widthPx, heightPx);
  return Array.from({ length: pictures }, (_, time) => {
    const pixels = new Uint8Array(widthPx * heightPx * 4);
    scene.paint(time, pixels);
    return pixels;
  });
})(VIDEO);
const photo = new Uint8Array(PHOTO.widthPx * PHOTO.heightPx * 4);
new Scene(PHOTO.widthPx, PHOTO.heightPx).paint(0, photo);

function measureOurs(how: (ends: Ends) => [number, number, number]): Row {
  const ends = new Ends(VIDEO);
  const fidelity = new Fidelity();
  const results = pictures.map((pixels) => {
    ends.frame.set(pixels);
    const result = how(ends);
    fidelity.add(pixels, ends.picture, true);
    return result;
  });
  const [bytes, encodeMs, decodeMs] = [0, 1, 2].map((i) => results.map((result) => result[i]!));
  return row(bytes!, fidelity, encodeMs!, decodeMs!);
}

function measureOurPhoto(how: (ends: Ends) => [number, number, number]): Row {
  const encodeMs: number[] = [];
  const decodeMs: number[] = [];
  const fidelity = new Fidelity();
  let bytes = 0;
  const ends = new Ends(PHOTO);
  for (let i = 0; i < 9; i++) {
    ends.forget();
    ends.frame.set(photo);
    const [size, encode, decode] = how(ends);
    bytes = size;
    encodeMs.push(encode);
    decodeMs.push(decode);
    if (i === 0) fidelity.add(photo, ends.picture, true);
  }
  return row([bytes], fidelity, encodeMs, decodeMs);
}

async function measureStills(codec: StillCodec, frames: Uint8Array[], size: typeof PHOTO): Promise<Row> {
  const bytes: number[] = [];
  const encodeMs: number[] = [];
  const decodeMs: number[] = [];
  const fidelity = new Fidelity();
  for (const frame of frames) {
    const source = codec.prepare(frame);
    const start = performance.now();
    const packed = await codec.encode(source, size.widthPx, size.heightPx);
    const encoded = performance.now();
    const got = await codec.decode(packed);
    encodeMs.push(encoded - start);
    decodeMs.push(performance.now() - encoded);
    bytes.push(packed.length);
    fidelity.add(frame, got, true);
  }
  return row(bytes, fidelity, encodeMs, decodeMs);
}

const video: Record<string, Row> = {};
const still: Record<string, Row> = {};
for (const quality of [4, 8, 16, 24, 32, 48]) {
  video[`ours, quality ${quality}`] = measureOurs((ends) => ends.lossy(quality));
  still[`ours, quality ${quality}`] = measureOurPhoto((ends) => ends.lossy(quality));
}
video['exact: planes, zstd 1'] = measureOurs((ends) => exact(ends, VIDEO.widthPx, VIDEO.heightPx));
still['exact: planes, zstd 1'] = measureOurPhoto((ends) => exact(ends, PHOTO.widthPx, PHOTO.heightPx));
for (const codec of await openOthers(process.env['LOSSY_OTHERS'])) {
  video[codec.name] = await measureStills(
    codec,
    pictures.filter((_, i) => i % 6 === 0),
    VIDEO,
  );
  still[codec.name] = await measureStills(codec, [photo, photo, photo], PHOTO);
}
if (process.argv.includes('--browser')) {
  const results = await measureWebCodecs(pictures, VIDEO.widthPx, VIDEO.heightPx);
  for (const { name, bytes, fidelity, encodeMs, decodeMs } of results)
    video[name] = row(bytes, fidelity, [encodeMs], [decodeMs]);
}
console.log(
  `video ${VIDEO.widthPx}×${VIDEO.heightPx}, ${VIDEO.pictures} pictures, ${PICTURES_A_SECOND} a second; bytes a picture`,
);
console.table(video);
console.log(`photograph ${PHOTO.widthPx}×${PHOTO.heightPx}`);
console.table(still);
