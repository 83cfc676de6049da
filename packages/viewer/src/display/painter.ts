import type { DecodedPicture, PictureDecoder } from '@fjernhjelp/codec';
import type { Bytes, Rect } from '@fjernhjelp/protocol';

/** What is painted on: a canvas, that is. */
export interface PaintTarget {
  /** Takes the size of the picture and becomes black. @param picture its pixels are read at each `put`, until the next resize */
  resize(picture: DecodedPicture): void;
  /** Copies a rect of the picture to its place. */
  put(rect: Rect): void;
}

/** The one screen that is shown; those of further ones are decoded and kept. */
const SHOWN_SCREEN = 0;

/** Decodes picture messages and paints what they change. */
export interface Painter {
  /**
   * @returns the sequence to answer once this returns, undefined when the message has none
   * @throws ProtocolViolation
   */
  paint(message: Bytes): number | undefined;
}

export function createPainter(decoder: PictureDecoder, target: PaintTarget): Painter {
  return {
    paint(message) {
      const applied = decoder.apply(message);
      const isShown = applied.screen === SHOWN_SCREEN;
      if (applied.type === 'resize') {
        const picture = decoder.picture(applied.screen);
        if (isShown && picture !== undefined) target.resize(picture);
        return undefined;
      }
      if (isShown) for (const rect of applied.rects) target.put(rect);
      return applied.sequence;
    },
  };
}
