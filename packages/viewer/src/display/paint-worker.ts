import { PictureDecoder } from '@fjernhjelp/codec';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { ProtocolViolation } from '@fjernhjelp/protocol';
import { createPainter, type Painter, type PaintTarget } from './painter.ts';
import type { FromPainter, ToPainter } from './worker-messages.ts';

/** What a dedicated worker has; the DOM's types know only the page. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToPainter>) => void) | null;
  postMessage(message: FromPainter): void;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;
let painter: Painter | undefined;

scope.onmessage = ({ data }) => {
  try {
    if (data.type === 'canvas') {
      painter = createPainter(new PictureDecoder(createZstdDecompressor()), createTarget(data.canvas));
    } else if (painter !== undefined) {
      const sequence = painter.paint(data.message);
      scope.postMessage({ type: 'painted', messageBytes: data.message.length, sequence });
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

function createTarget(canvas: OffscreenCanvas): PaintTarget {
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('no 2D context in a worker');
  let image: ImageData | undefined;
  return {
    resize({ rgba, widthPx, heightPx }) {
      canvas.width = widthPx;
      canvas.height = heightPx;
      image = new ImageData(rgba, widthPx, heightPx);
      scope.postMessage({ type: 'size', widthPx, heightPx });
    },
    put({ xPx, yPx, widthPx, heightPx }) {
      if (image !== undefined) context.putImageData(image, 0, 0, xPx, yPx, widthPx, heightPx);
    },
  };
}
