import type { ScreenSize } from '@fjernhjelp/protocol';

export type Scale = 'fit' | 'actual';

/** Where and how big the picture is shown, in CSS pixels within the visible area. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Each remote pixel is a whole number of device pixels: it is shown with hard edges. */
  readonly isCrisp: boolean;
}

/** Up to here above a whole factor, the whole one is taken: a little smaller and perfectly sharp. */
const SNAP = 1.1;

/** How much larger than its scale fingers may make the view. */
export const MAX_ZOOM = 8;

/**
 * @param screen the remote screen, in its pixels
 * @param area what there is to show it in, in CSS pixels
 * @param devicePixelRatio device pixels per CSS pixel
 * @param zoom 1 … MAX_ZOOM, on top of the scale
 */
export function placePicture(
  screen: ScreenSize,
  area: { readonly width: number; readonly height: number },
  scale: Scale,
  devicePixelRatio: number,
  zoom = 1,
): Place {
  const areaWidthPx = area.width * devicePixelRatio;
  const areaHeightPx = area.height * devicePixelRatio;
  const fitting = Math.min(areaWidthPx / screen.widthPx, areaHeightPx / screen.heightPx);
  const whole = Math.floor(fitting);
  const unzoomed = scale === 'actual' ? 1 : whole >= 1 && fitting <= whole * SNAP ? whole : fitting;
  const factor = unzoomed * zoom;
  const widthPx = screen.widthPx * factor;
  const heightPx = screen.heightPx * factor;
  return {
    left: Math.max(0, Math.floor((areaWidthPx - widthPx) / 2)) / devicePixelRatio,
    top: Math.max(0, Math.floor((areaHeightPx - heightPx) / 2)) / devicePixelRatio,
    width: widthPx / devicePixelRatio,
    height: heightPx / devicePixelRatio,
    isCrisp: factor >= 1 && Number.isInteger(factor),
  };
}
