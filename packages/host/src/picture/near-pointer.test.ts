import { zstdCompressSync } from 'node:zlib';
import { PictureDecoder } from '@fjernhjelp/codec';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import type { Rect } from '@fjernhjelp/protocol';
import { createManualClock } from '@fjernhjelp/session/testing';
import { expect, test } from 'vitest';
import { FakeCapturer } from '../testing/fake-capturer.ts';
import type { EmitterPort } from './message-port.ts';
import { servePictures } from './serve-pictures.ts';
import type { FromPictureWorker, ToPictureWorker } from './worker-messages.ts';

const screen = { widthPx: 640, heightPx: 480 };
/** In either size more than what goes first wherever it is. */
const changes: readonly Rect[] = [
  { xPx: 40, yPx: 40, widthPx: 240, heightPx: 160 },
  { xPx: 360, yPx: 280, widthPx: 240, heightPx: 160 },
];
/** Takes what is near the pointer, and less than one of the changes. */
const THIN_BYTES = 2000;
/** So near the pointer, in the picture's pixels, everything goes first. */
const NEAR_PX = 32;

/** Something like letters, which no packing makes small: two pixels each way, so that half the size is as sharp. */
function write(capturer: FakeCapturer, rect: Rect): void {
  const pixels = capturer.pixelsOf(0);
  for (let y = rect.yPx; y < rect.yPx + rect.heightPx; y++)
    for (let x = rect.xPx; x < rect.xPx + rect.widthPx; x++) {
      let ink = Math.imul((x >> 1) * 7919 + (y >> 1) * 104_729, 0x9e3779b1);
      ink = Math.imul(ink ^ (ink >>> 15), 0x85ebca6b);
      const level = ((ink ^ (ink >>> 13)) & 3) === 0 ? 0x10 + ((ink >>> 20) & 0x30) : 0xff;
      const at = (y * screen.widthPx + x) * 4;
      pixels.fill(level, at, at + 3);
    }
  capturer.damage(rect);
}

/** The worker's half, for a viewer of a black screen that shows it at most so wide. */
async function serveBlack(maxWidthPx: number) {
  const capturer = new FakeCapturer(screen.widthPx, screen.heightPx);
  const decoder = new PictureDecoder(createZstdDecompressor());
  let pictures = 0;
  let hear = (_: ToPictureWorker) => {};
  const port: EmitterPort = {
    postMessage(value) {
      const message = value as FromPictureWorker;
      if (message.type !== 'picture') return;
      pictures++;
      decoder.apply(message.message);
    },
    on(event, listener) {
      if (event === 'message') hear = listener;
    },
  };
  const compressor = { compress: (raw: Uint8Array) => zstdCompressSync(raw) };
  servePictures(port, capturer, { compressor, clock: createManualClock() });
  hear({ type: 'watch', screens: [{ screen: 0, maxWidthPx, maxHeightPx: 0 }], cachePlaces: 0 });
  let request = 0;
  // Until there is nothing to say: the last one waits for what changes.
  do {
    hear({ type: 'next', request: ++request, budgetBytes: THIN_BYTES, restart: false });
    await turn();
  } while (pictures === request);
  return { capturer, decoder };
}

/** Lets promises that wait for nothing but each other be done. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** @returns whether nothing is black around the middle of that part of the screen */
function hasCome(decoder: PictureDecoder, rect: Rect): boolean {
  const { widthPx, rgba } = decoder.picture(0)!;
  const scale = widthPx / screen.widthPx;
  const [middleX, middleY] = [rect.xPx + rect.widthPx / 2, rect.yPx + rect.heightPx / 2];
  for (let y = middleY * scale - NEAR_PX; y < middleY * scale + NEAR_PX; y++)
    for (let x = middleX * scale - NEAR_PX; x < middleX * scale + NEAR_PX; x++)
      if (rgba[(y * widthPx + x) * 4] === 0) return false;
  return true;
}

test.each([
  { size: 'full', maxWidthPx: 0, isPointed: 0 },
  { size: 'full', maxWidthPx: 0, isPointed: 1 },
  { size: 'half', maxWidthPx: 320, isPointed: 0 },
  { size: 'half', maxWidthPx: 320, isPointed: 1 },
])(
  'on a thin line, of two changes the one near the pointer goes first: in $size size, number $isPointed',
  async ({ maxWidthPx, isPointed }) => {
    const { capturer, decoder } = await serveBlack(maxWidthPx);
    const { xPx, yPx, widthPx, heightPx } = changes[isPointed]!;
    for (const change of changes) write(capturer, change);
    capturer.movePointer({ screen: 0, xPx: xPx + widthPx / 2, yPx: yPx + heightPx / 2 });
    await turn();
    expect(changes.map((change) => hasCome(decoder, change))).toEqual([isPointed === 0, isPointed === 1]);
  },
);
