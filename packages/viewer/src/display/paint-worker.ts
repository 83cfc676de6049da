import { PictureDecoder } from '@fjernhjelp/codec';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { type Bytes, ProtocolViolation } from '@fjernhjelp/protocol';
import { joinRects } from './join-rects.ts';
import { createPainter } from './painter.ts';
import { createPixelPacker } from './pixel-packer.ts';
import type { FromPainter, ToPainter } from './worker-messages.ts';

/** What a dedicated worker has; the DOM's types know only the page. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToPainter>) => void) | null;
  postMessage(message: FromPainter, transfer?: Transferable[]): void;
  close(): void;
}

/** Buffers at the page, from which on nothing more is decoded: the page paints as fast as it can, and no faster. */
const BUFFERS_AT_THE_PAGE = 4;

const scope = globalThis as unknown as WorkerScope;
const packer = createPixelPacker();
let buffersAway = 0;
/** Bounded by the page, which counts what it has handed over. */
const waiting: Bytes[] = [];

const painter = createPainter(new PictureDecoder(createZstdDecompressor()), {
  resize: (screen, { widthPx, heightPx }) => scope.postMessage({ type: 'size', screen, widthPx, heightPx }),
  put(screen, picture, rects) {
    packer.pack(picture, joinRects(rects), (rects, buffer) => {
      buffersAway += 1;
      scope.postMessage({ type: 'pixels', screen, rects, buffer }, [buffer]);
    });
  },
  screens: (screens) => scope.postMessage({ type: 'screens', screens }),
  statistics: (statistics) => scope.postMessage({ type: 'statistics', statistics }),
});

scope.onmessage = ({ data }) => {
  try {
    if (data.type === 'picture') waiting.push(data.message);
    else if (data.type === 'show') painter.show(data.screens);
    else {
      buffersAway -= 1;
      packer.back(data.buffer);
    }
    while (buffersAway < BUFFERS_AT_THE_PAGE) {
      const message = waiting.shift();
      if (message === undefined) break;
      paint(message);
    }
  } catch (error) {
    scope.postMessage({
      type: 'failed',
      reason: error instanceof ProtocolViolation ? 'protocol-error' : 'internal-error',
    });
    scope.close();
    // Ours: the browser's console shall have it. It carries no pixels.
    if (!(error instanceof ProtocolViolation)) throw error;
  }
};

function paint(message: Bytes): void {
  const startMs = performance.now();
  const update = painter.paint(message);
  scope.postMessage({
    type: 'decoded',
    messageBytes: message.length,
    workMs: performance.now() - startMs,
    ...(update !== undefined && { sequence: update.sequence, bytes: update.bytes }),
  });
}
