import type { ScreenPlace } from '@fjernhjelp/protocol';
import type { Viewer } from '@fjernhjelp/viewer';
import { type RefObject, useEffect, useRef } from 'react';

/** Pixels across: enough to know a screen by. */
const WIDTH_PX = 320;
const INTERVAL_MS = 1000;
/** Until the first picture has come. */
const FIRST_INTERVAL_MS = 100;

/** Draws a screen small, once a second, for as long as the component is there. @returns goes to the canvas */
export function useThumbnail(
  viewer: Viewer | undefined,
  { screen, widthPx, heightPx }: ScreenPlace,
): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (element === null || viewer === undefined) return;
    element.width = WIDTH_PX;
    element.height = Math.max(1, Math.round((WIDTH_PX * heightPx) / widthPx));
    let timer: ReturnType<typeof setTimeout>;
    const draw = () => {
      const isDrawn = viewer.drawThumbnail(screen, element);
      element.dataset['drawn'] = String(isDrawn);
      timer = setTimeout(draw, isDrawn ? INTERVAL_MS : FIRST_INTERVAL_MS);
    };
    draw();
    return () => clearTimeout(timer);
  }, [viewer, screen, widthPx, heightPx]);
  return canvas;
}
