import { PictureDecoder } from '@fjernhjelp/codec';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import {
  type Bytes,
  encodePictureAnswer,
  type Rect,
  type ScreenSize,
  streams,
  systemClock,
} from '@fjernhjelp/protocol';
import { joinRects } from '../../../packages/viewer/src/display/join-rects.ts';
import { createPainter } from '../../../packages/viewer/src/display/painter.ts';
import { createPixelPacker } from '../../../packages/viewer/src/display/pixel-packer.ts';
import { createPaintedAnswers } from '../../../packages/viewer/src/state/painted-answers.ts';
import { type FloorLine, openFloorChannel } from './floor-channel.ts';

/** Where pixels go. */
export interface PictureTarget {
  resize(size: ScreenSize): void;
  /** @returns true: the buffer is free again */
  put(rects: readonly Rect[], pixels: Bytes): boolean;
}

/** A viewer without a page: hears a host, decodes, answers. */
export interface FloorPicture {
  sendInput(message: Bytes): void;
  /** A buffer that was not free at once. */
  back(buffer: ArrayBuffer): void;
}

export function openFloorPicture(line: FloorLine, target: PictureTarget): FloorPicture {
  const packer = createPixelPacker();
  const painter = createPainter(new PictureDecoder(createZstdDecompressor()), {
    resize: (_screen, size) => target.resize(size),
    put: (_screen, picture, rects) =>
      packer.pack(picture, joinRects(rects), (some, pixels) => {
        if (target.put(some, pixels)) packer.back(pixels.buffer);
      }),
    screens() {},
    statistics() {},
  });
  painter.show([0]);
  const answers = createPaintedAnswers(systemClock, (sequence, heldMs) =>
    channel.send(streams.picture, encodePictureAnswer({ type: 'painted', sequence, heldMs })),
  );
  const channel = openFloorChannel(line, (_stream, message) => {
    const update = painter.paint(message);
    if (update !== undefined) answers.painted(update.sequence, 0, true);
  });
  return {
    sendInput(message) {
      channel.send(streams.input, message);
      answers.goAlong();
    },
    back: packer.back,
  };
}
