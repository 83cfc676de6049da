// What the browser door could send: our codec with zstd as wasm, or a browser's video encoder: `node bench/micro/door.ts`.
// Text as a browser captures it (4:2:0), scrolled and typed. docs/decisions/0023 quotes it.
import { performance } from 'node:perf_hooks';
import { PictureEncoder } from '@fjernhjelp/codec';
import { createZstdCompressor } from '@fjernhjelp/codec/zstd-compressor';
import { createNodeCompressor } from '../../apps/client/src/picture/zstd.ts';
import type { Fidelity } from './lossy/pictures.ts';
import { measureWebCodecs } from './lossy/web-codecs.ts';
import { TextPage } from './text-screen.ts';

const SIZE = { widthPx: 1280, heightPx: 720 };
const PICTURES = 24;
const BUDGET_BYTES = 1 << 20;
const whole = { xPx: 0, yPx: 0, ...SIZE };

/** As a browser gives what it captured: brightness for each pixel in 220 steps, colour for each four. */
function asCaptured(bgrx: Uint8Array): Uint8Array {
  const { widthPx, heightPx } = SIZE;
  const out = new Uint8Array(bgrx.length);
  const clamp = (value: number) => Math.max(0, Math.min(255, Math.round(value)));
  for (let y = 0; y < heightPx; y += 2) {
    for (let x = 0; x < widthPx; x += 2) {
      const places = [0, 1, widthPx, widthPx + 1].map((step) => (y * widthPx + x + step) * 4);
      let [u, v] = [0, 0];
      const lumas = places.map((at) => {
        const [blue, green, red] = [bgrx[at]!, bgrx[at + 1]!, bgrx[at + 2]!];
        u += (-0.148 * red - 0.291 * green + 0.439 * blue) / 4;
        v += (0.439 * red - 0.368 * green - 0.071 * blue) / 4;
        return Math.round(16 + 0.257 * red + 0.504 * green + 0.098 * blue);
      });
      for (const [i, at] of places.entries()) {
        const luma = 1.164 * (lumas[i]! - 16);
        out[at] = clamp(luma + 2.018 * Math.round(u));
        out[at + 1] = clamp(luma - 0.813 * Math.round(v) - 0.391 * Math.round(u));
        out[at + 2] = clamp(luma + 1.596 * Math.round(v));
      }
    }
  }
  return out;
}

function paint(scrollPx: (picture: number) => number, typed: boolean): Uint8Array[] {
  const page = new TextPage(SIZE.widthPx, 400);
  return Array.from({ length: PICTURES }, (_, picture) => {
    const pixels = new Uint8Array(SIZE.widthPx * SIZE.heightPx * 4);
    page.paint(pixels, SIZE.widthPx, SIZE.heightPx, scrollPx(picture));
    // Somebody types: a line that grows.
    if (typed) new Uint32Array(pixels.buffer).fill(0x222222, 1280 * 400 + 24, 1280 * 400 + 32 + picture * 8);
    return asCaptured(pixels);
  });
}

function measureOurs(pictures: readonly Uint8Array[], isWasm: boolean) {
  const compressor = isWasm ? createZstdCompressor() : createNodeCompressor();
  const encoder = new PictureEncoder(0, SIZE, compressor, { now: () => performance.now(), lossy: true });
  encoder.encodeResize();
  const bytes: number[] = [];
  const times: number[] = [];
  for (const picture of pictures) {
    const startMs = performance.now();
    encoder.frame.pixels.set(picture);
    let sum = 0;
    let damage = [whole];
    for (let message = 1; message !== 0; ) {
      const made = encoder.encode(damage, BUDGET_BYTES, bytes.length + 1, {});
      damage = [];
      message = made === undefined ? 0 : made.length;
      sum += message;
    }
    times.push(performance.now() - startMs);
    bytes.push(sum);
  }
  return { bytes, encodeMs: times.sort((a, b) => a - b)[PICTURES >> 1]! };
}

function row(bytes: readonly number[], encodeMs: number, fidelity?: Fidelity) {
  const [first = 0, ...others] = bytes;
  return {
    'first bytes': first,
    'bytes after': Math.round(others.reduce((sum, each) => sum + each, 0) / others.length),
    'encode ms': Math.round(encodeMs * 10) / 10,
    'luma dB': fidelity === undefined ? 'exact' : Math.round(fidelity.lumaDb * 10) / 10,
  };
}

for (const [name, pictures] of Object.entries({
  scrolled: paint((picture) => picture * 37, false),
  typed: paint(() => 0, true),
})) {
  const rows: Record<string, ReturnType<typeof row>> = {};
  measureOurs(pictures, true);
  for (const isWasm of [true, false]) {
    const { bytes, encodeMs } = measureOurs(pictures, isWasm);
    rows[isWasm ? 'ours, zstd as wasm' : 'ours, zstd of Node'] = row(bytes, encodeMs);
  }
  for (const video of await measureWebCodecs(pictures, SIZE.widthPx, SIZE.heightPx))
    rows[video.name] = row(video.bytes, video.encodeMs, video.fidelity);
  console.log(name);
  console.table(rows);
}
