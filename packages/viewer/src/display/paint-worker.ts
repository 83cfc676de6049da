import { PictureDecoder } from '@fjernhjelp/codec';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { type Bytes, ProtocolViolation } from '@fjernhjelp/protocol';
import { createWorkerEnd, type WorkerScope } from '../worker-port/worker-end.ts';
import { joinRects } from './join-rects.ts';
import { createPainter } from './painter.ts';
import { createPixelPacker } from './pixel-packer.ts';
import type { FromPainter, ToPainter } from './worker-messages.ts';

/**
 * Buffers at the page, from which on nothing more is decoded: the page paints as fast as it can, and no faster. Twice what 3840×1080 pixels
 * fill, so that the next ones are decoded while some are held there.
 */
const BUFFERS_AT_THE_PAGE = 8;

const scope = globalThis as unknown as WorkerScope;
const packer = createPixelPacker();
let buffersAway = 0;
/** Bounded by the page, which counts what it has handed over. */
const waiting: Bytes[] = [];
const page = createWorkerEnd<ToPainter, FromPainter>(scope, hear);

const painter = createPainter(new PictureDecoder(createZstdDecompressor()), {
  resize: (screen, { widthPx, heightPx }) => void page.post({ type: 'size', screen, widthPx, heightPx }),
  put(screen, picture, rects) {
    packer.pack(picture, joinRects(rects), (rects, pixels, isLast) => {
      if (page.post({ type: 'pixels', screen, rects, isLast }, pixels)) packer.back(pixels.buffer);
      else buffersAway += 1;
    });
  },
  screens: (screens) => void page.post({ type: 'screens', screens }),
  statistics: (statistics) => void page.post({ type: 'statistics', statistics }),
});

function hear(data: ToPainter, body: Bytes): void {
  try {
    if (data.type === 'picture') waiting.push(body);
    else if (data.type === 'show') painter.show(data.screens);
    else if (data.type === 'refresh') painter.refresh(data.screen);
    else {
      buffersAway -= 1;
      packer.back(body.buffer);
    }
    while (buffersAway < BUFFERS_AT_THE_PAGE) {
      const message = waiting.shift();
      if (message === undefined) break;
      paint(message);
    }
  } catch (error) {
    page.post({
      type: 'failed',
      reason: error instanceof ProtocolViolation ? 'protocol-error' : 'internal-error',
    });
    scope.close();
    // Ours: the browser's console shall have it. It carries no pixels.
    if (!(error instanceof ProtocolViolation)) throw error;
  }
}

function paint(message: Bytes): void {
  const startMs = performance.now();
  const update = painter.paint(message);
  page.post({
    type: 'decoded',
    messageBytes: message.length,
    workMs: performance.now() - startMs,
    ...(update !== undefined && {
      sequence: update.sequence,
      isUnhurried: update.isUnhurried,
      bytes: update.bytes,
    }),
  });
}
