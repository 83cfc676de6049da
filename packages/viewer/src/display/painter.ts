import type { AppliedPicture, DecodedPicture, PictureDecoder } from '@fjernhjelp/codec';
import type { Bytes, PictureStatistics, Rect, ScreenPlace } from '@fjernhjelp/protocol';

/** Where it goes: to the page. */
export interface PaintTarget {
  /** The picture of that screen has this size from here on, and is black. */
  resize(screen: number, picture: DecodedPicture): void;
  /** Copies rects of the picture to their places. @param picture its pixels are good until the return */
  put(screen: number, picture: DecodedPicture, rects: readonly Rect[]): void;
  screens(screens: readonly ScreenPlace[]): void;
  statistics(statistics: PictureStatistics): void;
}

type AppliedUpdate = Extract<AppliedPicture, { type: 'update' }>;

/** Decodes picture messages and paints what they change of the screens that are shown. */
export interface Painter {
  /**
   * @returns the update to answer, once what was put is on the canvas; undefined for other messages
   * @throws ProtocolViolation
   */
  paint(message: Bytes): AppliedUpdate | undefined;
  /**
   * Shows these screens and no others from here on; one that was not shown as it is known. What still comes of others is
   * decoded: the host goes on from there when they are shown again.
   */
  show(screens: readonly number[]): void;
}

export function createPainter(decoder: PictureDecoder, target: PaintTarget): Painter {
  let shown: readonly number[] = [];

  function update(applied: AppliedUpdate): void {
    const picture = decoder.picture(applied.screen);
    if (shown.includes(applied.screen) && picture !== undefined)
      target.put(applied.screen, picture, applied.rects);
  }

  function putWhole(screen: number): void {
    const picture = decoder.picture(screen);
    if (picture === undefined) return;
    const { widthPx, heightPx } = picture;
    target.resize(screen, picture);
    target.put(screen, picture, [{ xPx: 0, yPx: 0, widthPx, heightPx }]);
  }

  return {
    paint(message) {
      const applied = decoder.apply(message);
      switch (applied.type) {
        case 'update':
          update(applied);
          return applied;
        case 'resize': {
          const picture = decoder.picture(applied.screen);
          if (shown.includes(applied.screen) && picture !== undefined) target.resize(applied.screen, picture);
          return undefined;
        }
        case 'screens':
          target.screens(applied.screens);
          return undefined;
        case 'statistics':
          target.statistics(applied.statistics);
          return undefined;
      }
    },
    show(screens) {
      const before = shown;
      shown = screens;
      for (const screen of screens) if (!before.includes(screen)) putWhole(screen);
    },
  };
}
