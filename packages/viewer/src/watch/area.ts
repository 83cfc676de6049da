import type { PointerPlace, ScreenPlace, ScreenSize } from '@fjernhjelp/protocol';

/** A part of the host's desktop that is shown in one piece: one screen, or several as they lie there. */
export interface Area extends ScreenSize {
  /** Its top left corner on the desktop, in the desktop's pixels. */
  readonly xPx: number;
  readonly yPx: number;
  /** At least one. */
  readonly screens: readonly ScreenPlace[];
}

/** @param screens at least one @returns what just holds all of them */
export function areaOf(screens: readonly ScreenPlace[]): Area {
  const xPx = Math.min(...screens.map((screen) => screen.xPx));
  const yPx = Math.min(...screens.map((screen) => screen.yPx));
  const widthPx = Math.max(...screens.map((screen) => screen.xPx + screen.widthPx)) - xPx;
  const heightPx = Math.max(...screens.map((screen) => screen.yPx + screen.heightPx)) - yPx;
  return { xPx, yPx, widthPx, heightPx, screens };
}

/** @returns where a place of a screen is in the area, in pixels from its corner; undefined when that screen is not in it */
export function withinArea(
  area: Area,
  { screen, xPx, yPx }: PointerPlace,
): { readonly xPx: number; readonly yPx: number } | undefined {
  const place = area.screens.find((each) => each.screen === screen);
  return place && { xPx: place.xPx - area.xPx + xPx, yPx: place.yPx - area.yPx + yPx };
}

/** @param xPx @param yPx from the area's corner @returns the pixel of a screen there; between screens the nearest one's */
export function placeInArea(area: Area, xPx: number, yPx: number): PointerPlace {
  const candidates = area.screens.map((place) => {
    const left = place.xPx - area.xPx;
    const top = place.yPx - area.yPx;
    const own = {
      screen: place.screen,
      xPx: Math.max(0, Math.min(place.widthPx - 1, xPx - left)),
      yPx: Math.max(0, Math.min(place.heightPx - 1, yPx - top)),
    };
    return { own, away: Math.abs(left + own.xPx - xPx) + Math.abs(top + own.yPx - yPx) };
  });
  return candidates.reduce((nearest, each) => (each.away < nearest.away ? each : nearest)).own;
}
