import {
  type Bytes,
  type Clock,
  type CursorShape,
  decodePicture,
  decodePictureAnswer,
  InvariantError,
  ProtocolViolation,
  pictureSequence,
  type ScreenSize,
} from '@fjernhjelp/protocol';
import { PicturePacer } from './picture/picture-pacer.ts';
import type { PictureSource } from './ports.ts';

export interface PictureFeedPorts {
  clock: Clock;
  /** Called at the first `start`. */
  open: () => PictureSource;
  /** Takes a picture message to the viewer. */
  send: (message: Bytes) => void;
  cursor: (shape: CursorShape) => void;
  /** The screen is lost. */
  failed: (error: Error) => void;
}

/** Pictures and pointer shapes on their way to the viewer, while it may see them. */
export interface PictureFeed {
  /** Of the screen as the viewer knows it; undefined before the first picture. */
  readonly screenSize: ScreenSize | undefined;
  /** The viewer may see from here on. Does nothing while started. */
  start(): void;
  /** It may not. Nothing is captured until `start`. May be called twice. */
  stop(): void;
  /** @throws ProtocolViolation when the bytes are no answer to a picture that was sent (PROTOCOL.md UP9) */
  receive(message: Bytes): void;
}

export function createPictureFeed(ports: PictureFeedPorts): PictureFeed {
  let pacer: PicturePacer | undefined;
  let running = false;
  let cursor: CursorShape | undefined;
  let screenSize: ScreenSize | undefined;

  function open(): PicturePacer {
    const source = ports.open();
    source.onCursor((shape) => {
      cursor = shape;
      if (running) ports.cursor(shape);
    });
    return new PicturePacer({ source, clock: ports.clock, send: pass, lost: ports.failed });
  }

  function pass(message: Bytes): void {
    if (pictureSequence(message) === undefined) screenSize = sizeOf(message);
    ports.send(message);
  }

  return {
    get screenSize() {
      return screenSize;
    },
    start() {
      if (running) return;
      running = true;
      if (cursor !== undefined) ports.cursor(cursor);
      pacer ??= open();
      pacer.start();
    },
    stop() {
      running = false;
      pacer?.stop();
    },
    receive(message) {
      if (pacer === undefined) throw new ProtocolViolation('unexpected-message');
      pacer.acknowledge(decodePictureAnswer(message).sequence);
    },
  };
}

function sizeOf(message: Bytes): ScreenSize {
  const resize = decodePicture(message, () => undefined);
  if (resize.type !== 'resize') throw new InvariantError('an update has no sequence');
  return { widthPx: resize.widthPx, heightPx: resize.heightPx };
}
