import { type Bytes, encodePictureAnswer, limits, type ScreenSize } from '@fjernhjelp/protocol';
import type { FromPainter, ToPainter } from './worker-messages.ts';

/** Picture bytes that may wait for the painter; a host that keeps to its pace stays far below. */
const WAITING_BYTES = 2 * limits.pictureMessageBytes;

export interface DisplayListener {
  /** A picture is on the canvas: this goes back to the host on the picture stream. */
  painted(acknowledgement: Bytes): void;
  resized(screen: ScreenSize): void;
  /** Nothing more is shown. Nothing follows. */
  failed(reason: 'protocol-error' | 'internal-error'): void;
}

/** Decodes and paints pictures in a worker of its own. */
export interface Display {
  /** @param message of the picture stream; its buffer is gone afterwards */
  show(message: Bytes): void;
  close(): void;
}

/** @param canvas fresh: its drawing is handed to the worker for good */
export function createDisplay(canvas: HTMLCanvasElement, listener: DisplayListener): Display {
  const worker = new Worker(new URL('./paint-worker.ts', import.meta.url), { type: 'module', name: 'paint' });
  let waitingBytes = 0;
  let isClosed = false;

  function close(): void {
    isClosed = true;
    worker.terminate();
  }

  function fail(reason: 'protocol-error' | 'internal-error'): void {
    if (isClosed) return;
    close();
    listener.failed(reason);
  }

  function tell(message: ToPainter, transfer: Transferable[]): void {
    worker.postMessage(message, transfer);
  }

  worker.onerror = () => fail('internal-error');
  worker.onmessageerror = () => fail('internal-error');
  worker.onmessage = ({ data }: MessageEvent<FromPainter>) => {
    if (isClosed) return;
    switch (data.type) {
      case 'painted':
        waitingBytes -= data.messageBytes;
        if (data.sequence !== undefined)
          listener.painted(encodePictureAnswer({ type: 'painted', sequence: data.sequence }));
        break;
      case 'size':
        listener.resized({ widthPx: data.widthPx, heightPx: data.heightPx });
        break;
      case 'failed':
        fail(data.reason);
        break;
    }
  };

  const offscreen = canvas.transferControlToOffscreen();
  tell({ type: 'canvas', canvas: offscreen }, [offscreen]);

  return {
    close,
    show(message) {
      if (isClosed) return;
      waitingBytes += message.length;
      if (waitingBytes > WAITING_BYTES) return fail('protocol-error');
      // A view of something larger must not take the rest with it.
      const own = message.byteLength === message.buffer.byteLength ? message : message.slice();
      tell({ type: 'picture', message: own }, [own.buffer]);
    },
  };
}
