import type { ScreenSize, WatchedScreen } from '@fjernhjelp/protocol';

/** @param bound of the whole area, in pixels; 0 × 0: every screen as it is */
export function boundedScreens(
  area: ScreenSize & { readonly screens: readonly (ScreenSize & { readonly screen: number })[] },
  bound: ScreenSize,
): WatchedScreen[] {
  const scale = Math.min(bound.widthPx / area.widthPx, bound.heightPx / area.heightPx);
  return area.screens.map(({ screen, widthPx, heightPx }) => ({
    screen,
    maxWidthPx: area.screens.length === 1 ? bound.widthPx : Math.ceil(widthPx * scale),
    maxHeightPx: area.screens.length === 1 ? bound.heightPx : Math.ceil(heightPx * scale),
  }));
}

/** @returns each screen once, as large as the largest of its bounds */
export function joinWatched(watched: readonly WatchedScreen[]): WatchedScreen[] {
  const joined = new Map<number, WatchedScreen>();
  for (const each of watched) joined.set(each.screen, larger(joined.get(each.screen) ?? each, each));
  return [...joined.values()];
}

function larger(a: WatchedScreen, b: WatchedScreen): WatchedScreen {
  const most = (x: number, y: number) => (x === 0 || y === 0 ? 0 : Math.max(x, y));
  return {
    screen: a.screen,
    maxWidthPx: most(a.maxWidthPx, b.maxWidthPx),
    maxHeightPx: most(a.maxHeightPx, b.maxHeightPx),
  };
}
