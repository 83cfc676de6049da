import { zstdCompressSync } from 'node:zlib';
import { PictureDecoder } from '@fjernhjelp/codec';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import type { Rect } from '@fjernhjelp/protocol';
import { expect, test } from 'vitest';
import { FakeCapturer, patternAt } from '../testing/fake-capturer.ts';
import { MBIT } from '../testing/paced-line.ts';
import { CapturingThread, type ServedViewer } from '../testing/served-viewer.ts';
import { createSimulatedTime } from '../testing/simulated-time.ts';
import { shareCapturer } from './share-capturer.ts';

const compressor = { compress: (raw: Uint8Array) => zstdCompressSync(raw) };
const size = { widthPx: 320, heightPx: 240 };
/** Never rests: a second of it is a hundred times what the thin line carries. */
const film: Rect = { xPx: 0, yPx: 0, widthPx: 256, heightPx: 144 };
const free = { bytesPerMs: 100 * MBIT, roundTripMs: 5, paintMs: 3 };
const thin = { bytesPerMs: MBIT, roundTripMs: 40, paintMs: 3 };
const ENCODE_MS = 4;
/** Until each line is found out; and what is measured. */
const WARM_MS = 2000;
const MEASURED_MS = 3600;

interface Letter {
  readonly rect: Rect;
  readonly seed: number;
  readonly atMs: number;
}

/** One desktop, on which somebody types while a film plays, and a viewer at each line. */
async function play(...lines: readonly (typeof free)[]) {
  const time = createSimulatedTime();
  const capturer = new FakeCapturer(size.widthPx, size.heightPx);
  const shared = shareCapturer(capturer);
  const thread = new CapturingThread(time, ENCODE_MS);
  const viewers = lines.map((line) => thread.open(shared.open(), compressor, line));
  for (const { pacer } of viewers) pacer.start();
  const letters: Letter[] = [];
  const showNoise = createNoise();
  for (let ms = 0; ms < WARM_MS + MEASURED_MS; ms += 10) {
    await time.pass(10);
    if (ms === WARM_MS) for (const { line } of viewers) line.longestQueueMs = 0;
    if (ms % 50 === 0) showNoise(capturer);
    if (ms < WARM_MS || ms % 90 !== 0) continue;
    const place = letters.length;
    const rect = { xPx: (place % 25) * 12, yPx: 160 + 20 * Math.floor(place / 25), widthPx: 9, heightPx: 14 };
    letters.push({ rect, seed: 1 + place, atMs: time.now() });
    capturer.paint(rect, 1 + place);
  }
  await time.pass(2000);
  return viewers.map((viewer) => ({ line: viewer.line, typedMs: typedMs(viewer, letters) }));
}

/** @returns what paints the next picture of a film that nothing makes small */
function createNoise(): (capturer: FakeCapturer) => void {
  let state = 1;
  return (capturer) => {
    const words = new Uint32Array(capturer.pixelsOf(0).buffer);
    for (let y = 0; y < film.heightPx; y++)
      for (let x = 0; x < film.widthPx; x++) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        words[y * size.widthPx + x] = state >>> 8;
      }
    capturer.damage(film);
  };
}

/** @returns of each letter from when it was typed until it was painted, sorted */
function typedMs(viewer: ServedViewer, letters: readonly Letter[]): number[] {
  const decoder = new PictureDecoder(createZstdDecompressor());
  const waiting = new Set(letters);
  const times: number[] = [];
  for (const { message, paintedMs } of viewer.sent()) {
    decoder.apply(message);
    for (const letter of waiting) {
      if (!shows(decoder, letter)) continue;
      waiting.delete(letter);
      times.push(paintedMs! - letter.atMs);
    }
  }
  expect(waiting.size).toBe(0);
  return times.sort((a, b) => a - b);
}

function shows(decoder: PictureDecoder, { rect, seed }: Letter): boolean {
  const rgba = decoder.picture(0)?.rgba;
  if (rgba === undefined) return false;
  for (let y = rect.yPx; y < rect.yPx + rect.heightPx; y++)
    for (let x = rect.xPx; x < rect.xPx + rect.widthPx; x++)
      for (const [i, part] of patternAt(x, y, seed).entries())
        if (rgba[(y * size.widthPx + x) * 4 + i] !== part) return false;
  return true;
}

const p95 = (sorted: readonly number[]) => sorted[Math.floor(sorted.length * 0.95)]!;

test('UP10 two viewers of one desktop with different lines do not slow each other: what is typed while a film plays', async () => {
  const [alone] = await play(free);
  const [beside, atThin] = await play(free, thin);
  expect(p95(beside!.typedMs)).toBeLessThan(1.3 * p95(alone!.typedMs));
  expect(p95(atThin!.typedMs)).toBeLessThan(250);
  expect(atThin!.line.longestQueueMs).toBeLessThan(110);
});
