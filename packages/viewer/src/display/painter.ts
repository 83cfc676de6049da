import type { AppliedPicture, DecodedPicture, PictureDecoder } from '@fjernhjelp/codec';
import type { Bytes, PictureStatistics, Rect, ScreenPlace } from '@fjernhjelp/protocol';

/** Where it goes: to the page. */
export interface PaintTarget {
  /** The shown picture has this size from here on, and is black. */
  resize(picture: DecodedPicture): void;
  /** Copies rects of the picture to their places. @param picture its pixels are good until the return */
  put(picture: DecodedPicture, rects: readonly Rect[]): void;
  screens(screens: readonly ScreenPlace[]): void;
  statistics(statistics: PictureStatistics): void;
}

type AppliedUpdate = Extract<AppliedPicture, { type: 'update' }>;

/** Decodes picture messages and paints what they change of the one screen that is shown. */
export interface Painter {
  /**
   * @returns the update to answer, once what was put is on the canvas; undefined for other messages
   * @throws ProtocolViolation
   */
  paint(message: Bytes): AppliedUpdate | undefined;
  /**
   * Shows this screen from here on, as it is known; the first that comes until this is called. What still comes of others is decoded:
   * the host goes on from there when they are shown again.
   */
  show(screen: number): void;
  /** Puts the whole of the shown picture once more. */
  refresh(): void;
}

export function createPainter(decoder: PictureDecoder, target: PaintTarget): Painter {
  let shown: number | undefined;

  function update(applied: AppliedUpdate): void {
    const picture = decoder.picture(applied.screen);
    if (applied.screen === shown && picture !== undefined) target.put(picture, applied.rects);
  }

  return {
    paint(message) {
      const applied = decoder.apply(message);
      switch (applied.type) {
        case 'update':
          update(applied);
          return applied;
        case 'resize': {
          shown ??= applied.screen;
          const picture = decoder.picture(applied.screen);
          if (applied.screen === shown && picture !== undefined) target.resize(picture);
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
    show(screen) {
      if (screen === shown) return;
      shown = screen;
      const picture = decoder.picture(screen);
      if (picture === undefined) return;
      const { widthPx, heightPx } = picture;
      target.resize(picture);
      target.put(picture, [{ xPx: 0, yPx: 0, widthPx, heightPx }]);
    },
    refresh() {
      const picture = shown === undefined ? undefined : decoder.picture(shown);
      if (picture === undefined) return;
      const { widthPx, heightPx } = picture;
      target.put(picture, [{ xPx: 0, yPx: 0, widthPx, heightPx }]);
    },
  };
}
