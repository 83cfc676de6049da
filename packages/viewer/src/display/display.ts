import {
  type Bytes,
  limits,
  type PictureStatistics,
  type Rect,
  type ScreenPlace,
  type ScreenSize,
} from '@fjernhjelp/protocol';
import { createPixelPutter } from './pixel-putter.ts';
import type { Decoded, FromPainter, ToPainter } from './worker-messages.ts';

/** Picture bytes that may wait for the painter; a host that keeps to its pace stays far below. */
const WAITING_BYTES = 2 * limits.pictureMessageBytes;

/** A picture message that is done with: what it changed of the shown screen is on the canvas. */
export interface Painted extends Decoded {
  readonly messageBytes: number;
  /** What putting it on the canvas took, on the main thread. */
  readonly putMs: number;
}

export interface DisplayListener {
  painted(painted: Painted): void;
  /** The picture of the shown screen; it may be smaller than the screen (PROTOCOL.md UP18). */
  resized(picture: ScreenSize): void;
  screens(screens: readonly ScreenPlace[]): void;
  statistics(statistics: PictureStatistics): void;
  /** Nothing more is shown. Nothing follows. */
  failed(reason: 'protocol-error' | 'internal-error'): void;
}

/** Hears of all that is put on the canvas. */
export interface DisplayTap {
  resize(picture: ScreenSize): void;
  /** @param buffer RGBA of the rects, one after the other; good until the return, and may be longer */
  put(rects: readonly Rect[], buffer: ArrayBuffer): void;
}

/** Decodes pictures in a worker of its own, and puts what they change on the canvas (docs/decisions/0007). */
export interface Display {
  /** @param message of the picture stream; its buffer is gone afterwards */
  show(message: Bytes): void;
  /** Shows this screen from here on. */
  showScreen(screen: number): void;
  /** @param next hears of what is put from here on, and of the whole picture as it is now; undefined: nobody does */
  tap(next: DisplayTap | undefined): void;
  /** The tap hears of the whole picture once more. */
  refresh(): void;
  /** Picture bytes that are not painted yet. */
  readonly waitingBytes: number;
  close(): void;
}

/** @param canvas fresh: nothing else draws on it */
export function createDisplay(canvas: HTMLCanvasElement, listener: DisplayListener): Display {
  const worker = new Worker(new URL('./paint-worker.ts', import.meta.url), { type: 'module', name: 'paint' });
  const putter = createPixelPutter(canvas);
  let waitingBytes = 0;
  let putMs = 0;
  let isClosed = false;
  let tap: DisplayTap | undefined;
  let size: ScreenSize | undefined;

  function close(): void {
    isClosed = true;
    worker.terminate();
  }

  function fail(reason: 'protocol-error' | 'internal-error'): void {
    if (isClosed) return;
    close();
    listener.failed(reason);
  }

  function tell(message: ToPainter, transfer: Transferable[] = []): void {
    worker.postMessage(message, transfer);
  }

  function refresh(): void {
    if (!isClosed) tell({ type: 'refresh' });
  }

  worker.onerror = () => fail('internal-error');
  worker.onmessageerror = () => fail('internal-error');
  worker.onmessage = ({ data }: MessageEvent<FromPainter>) => {
    if (isClosed) return;
    switch (data.type) {
      case 'pixels': {
        const startMs = performance.now();
        putter.put(data.rects, data.buffer);
        putMs += performance.now() - startMs;
        tap?.put(data.rects, data.buffer);
        tell({ type: 'back', buffer: data.buffer }, [data.buffer]);
        break;
      }
      case 'decoded': {
        const { type: _, ...decoded } = data;
        waitingBytes -= data.messageBytes;
        const painted = { ...decoded, putMs };
        putMs = 0;
        listener.painted(painted);
        break;
      }
      case 'size':
        putter.resize(data);
        size = { widthPx: data.widthPx, heightPx: data.heightPx };
        tap?.resize(size);
        listener.resized(size);
        break;
      case 'screens':
        listener.screens(data.screens);
        break;
      case 'statistics':
        listener.statistics(data.statistics);
        break;
      case 'failed':
        fail(data.reason);
        break;
    }
  };

  return {
    close,
    get waitingBytes() {
      return waitingBytes;
    },
    show(message) {
      if (isClosed) return;
      waitingBytes += message.length;
      if (waitingBytes > WAITING_BYTES) return fail('protocol-error');
      // A view of something larger must not take the rest with it.
      const own = message.byteLength === message.buffer.byteLength ? message : message.slice();
      tell({ type: 'picture', message: own }, [own.buffer]);
    },
    showScreen(screen) {
      if (!isClosed) tell({ type: 'show', screen });
    },
    tap(next) {
      tap = next;
      if (tap === undefined || size === undefined) return;
      tap.resize(size);
      refresh();
    },
    refresh,
  };
}
