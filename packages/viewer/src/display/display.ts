import {
  type Bytes,
  type Clock,
  limits,
  type PictureStatistics,
  type Rect,
  type ScreenPlace,
  type ScreenSize,
} from '@fjernhjelp/protocol';
import { ownBytes } from '../worker-port/own-bytes.ts';
import { createPageEnd } from '../worker-port/page-end.ts';
import { createBrowserFrames } from './browser-frames.ts';
import { createFrameHold, type PixelPut } from './frame-hold.ts';
import type { PixelPutter } from './pixel-putter.ts';
import { createScreenCanvases } from './screen-canvases.ts';
import { createWholeUpdates } from './whole-updates.ts';
import type { Decoded, FromPainter, ToPainter } from './worker-messages.ts';

/** Picture bytes that may wait for the painter; a host that keeps to its pace stays far below. */
const WAITING_BYTES = 2 * limits.pictureMessageBytes;

/** A picture message that is done with: what it changed of the shown screen is on the canvas, or will be after the next frame. */
export interface Painted extends Decoded {
  readonly messageBytes: number;
  /** From when it had come. */
  readonly heldMs: number;
  /** What putting it on the canvas took, on the main thread. */
  readonly putMs: number;
}

export interface DisplayListener {
  painted(painted: Painted): void;
  /** The picture of that screen, which is attached; it may be smaller than the screen (PROTOCOL.md UP18). */
  resized(screen: number, picture: ScreenSize): void;
  screens(screens: readonly ScreenPlace[]): void;
  statistics(statistics: PictureStatistics): void;
  /** Nothing more is shown. Nothing follows. */
  failed(reason: 'protocol-error' | 'internal-error'): void;
}

/** Hears of all that is put on the canvases of one screen. */
export interface DisplayTap {
  resize(picture: ScreenSize): void;
  /** @param pixels RGBA of the rects, one after the other; good until the return */
  put(rects: readonly Rect[], pixels: Bytes): void;
}

/** Decodes pictures in a worker of its own, and puts what they change on the canvases (docs/decisions/0007). */
export interface Display {
  /** @param message of the picture stream; its buffer is gone afterwards */
  show(message: Bytes): void;
  /** Shows a screen on this canvas too. One canvas shows one screen. */
  attach(screen: number, putter: PixelPutter): void;
  /** Nothing more comes to its canvas. */
  detach(putter: PixelPutter): void;
  /** @returns a canvas with the picture of that screen; undefined when none is attached or nothing has come */
  canvasOf(screen: number): HTMLCanvasElement | undefined;
  /** @returns undefined while nothing has come */
  pictureOf(screen: number): ScreenSize | undefined;
  /** @param tap hears of what is put of a shown screen from here on, and of its whole picture as it is; undefined: nobody does */
  tap(tap: DisplayTap | undefined, screen: number): void;
  /** The tap hears of the whole picture once more. */
  refresh(): void;
  /** Picture bytes that are not painted yet. */
  readonly waitingBytes: number;
  close(): void;
}

export function createDisplay(listener: DisplayListener, clock: Clock): Display {
  const worker = new Worker(new URL('./paint-worker.ts', import.meta.url), { type: 'module', name: 'paint' });
  const canvases = createScreenCanvases((screens) => {
    painter.post({ type: 'show', screens });
  });
  const painter = createPageEnd<ToPainter, FromPainter>(worker, hear, () => fail('internal-error'));
  const hold = createFrameHold(put, createBrowserFrames(canvases.windowOf), clock);
  const take = createWholeUpdates(hold.put);
  let waitingBytes = 0;
  /** When each message came that is not done with. */
  const cameAtMs: number[] = [];
  let putMs = 0;
  let isClosed = false;
  let tap: DisplayTap | undefined;
  let tapped = 0;

  function close(): void {
    isClosed = true;
    hold.close();
    painter.close();
    worker.terminate();
  }

  function fail(reason: 'protocol-error' | 'internal-error'): void {
    if (isClosed) return;
    close();
    listener.failed(reason);
  }

  function refresh(): void {
    painter.post({ type: 'refresh', screen: tapped });
  }

  function put({ screen, parts }: PixelPut): void {
    const startMs = performance.now();
    for (const { rects, pixels } of parts) canvases.put(screen, rects, pixels);
    putMs += performance.now() - startMs;
    for (const { rects, pixels, isGiven } of parts) {
      if (screen === tapped) tap?.put(rects, pixels);
      if (isGiven) painter.post({ type: 'back' }, new Uint8Array(pixels.buffer));
    }
  }

  function hear(data: FromPainter, pixels: Bytes, isGiven: boolean): void {
    switch (data.type) {
      case 'pixels':
        take(data.screen, { rects: data.rects, pixels, isGiven }, data.isLast);
        break;
      case 'decoded': {
        const { type: _, ...decoded } = data;
        waitingBytes -= data.messageBytes;
        const heldMs = performance.now() - (cameAtMs.shift() ?? 0);
        const painted = { ...decoded, heldMs, putMs };
        putMs = 0;
        listener.painted(painted);
        break;
      }
      case 'size':
        hold.release();
        canvases.resize(data.screen, data);
        if (data.screen === tapped) tap?.resize({ widthPx: data.widthPx, heightPx: data.heightPx });
        listener.resized(data.screen, { widthPx: data.widthPx, heightPx: data.heightPx });
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
  }

  return {
    close,
    get waitingBytes() {
      return waitingBytes;
    },
    show(message) {
      if (isClosed) return;
      waitingBytes += message.length;
      cameAtMs.push(performance.now());
      if (waitingBytes > WAITING_BYTES) return fail('protocol-error');
      painter.post({ type: 'picture' }, ownBytes(message));
    },
    tap(next, screen) {
      if (next === tap && screen === tapped) return;
      tap = next;
      tapped = screen;
      const size = canvases.pictureOf(screen);
      if (tap === undefined || size === undefined) return;
      tap.resize(size);
      refresh();
    },
    refresh,
    attach: canvases.attach,
    detach: canvases.detach,
    canvasOf: canvases.canvasOf,
    pictureOf: canvases.pictureOf,
  };
}
