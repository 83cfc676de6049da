import type { Bytes, Rect, ScreenSize } from '@fjernhjelp/protocol';
import type { PixelPutter } from './pixel-putter.ts';

interface Shown {
  readonly putters: Set<PixelPutter>;
  /** undefined while nothing has come */
  size: ScreenSize | undefined;
}

/** The canvases that screens are put on: one screen may be on several, in several windows. */
export interface ScreenCanvases {
  attach(screen: number, putter: PixelPutter): void;
  detach(putter: PixelPutter): void;
  canvasOf(screen: number): HTMLCanvasElement | undefined;
  pictureOf(screen: number): ScreenSize | undefined;
  /** @returns a window that shows the screen to somebody; undefined when none does */
  windowOf(screen: number): Window | undefined;
  resize(screen: number, size: ScreenSize): void;
  put(screen: number, rects: readonly Rect[], pixels: Bytes): void;
}

/** @param wanted hears which screens have a canvas, whenever those are others */
export function createScreenCanvases(wanted: (screens: readonly number[]) => void): ScreenCanvases {
  const shown = new Map<number, Shown>();
  const tell = () => wanted([...shown.keys()]);

  return {
    attach(screen, putter) {
      const there = shown.get(screen);
      if (there === undefined) {
        shown.set(screen, { putters: new Set([putter]), size: undefined });
        tell();
        return;
      }
      const [other] = there.putters;
      there.putters.add(putter);
      if (there.size === undefined || other === undefined) return;
      putter.resize(there.size);
      putter.copy(other.drawn());
    },
    detach(putter) {
      for (const [screen, { putters }] of shown) {
        if (!putters.delete(putter) || putters.size > 0) continue;
        shown.delete(screen);
        tell();
      }
    },
    canvasOf(screen) {
      const there = shown.get(screen);
      return there?.size === undefined ? undefined : [...there.putters][0]?.drawn();
    },
    pictureOf: (screen) => shown.get(screen)?.size,
    windowOf(screen) {
      for (const { canvas } of shown.get(screen)?.putters ?? []) {
        const { ownerDocument } = canvas;
        if (!ownerDocument.hidden && ownerDocument.defaultView !== null) return ownerDocument.defaultView;
      }
      return undefined;
    },
    resize(screen, { widthPx, heightPx }) {
      const there = shown.get(screen);
      if (there === undefined) return;
      there.size = { widthPx, heightPx };
      for (const putter of there.putters) putter.resize(there.size);
    },
    put(screen, rects, pixels) {
      for (const putter of shown.get(screen)?.putters ?? []) putter.put(rects, pixels);
    },
  };
}
