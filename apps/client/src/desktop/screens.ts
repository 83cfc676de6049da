import {
  limits,
  overlapOf,
  type PointerPlace,
  type Rect,
  type ScreenPlace,
  type ScreenSize,
} from '@fjernhjelp/protocol';

/** A monitor as the system tells it, in the desktop's pixels. */
export interface Monitor {
  /** Of the system's own: stays with the monitor. */
  readonly name: string;
  readonly isPrimary: boolean;
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * Makes screens out of monitors: the primary one first, cut to the desktop and to what a picture may be. Monitors that
 * show the same place are one screen. Without any, the whole desktop is one.
 * @param desktop all that there is (X11: the root window, Windows: the virtual screen)
 * @param before what the last call made: a monitor keeps its number
 * @returns `before` itself when nothing of it is another
 */
export function placeScreens(
  monitors: readonly Monitor[],
  desktop: Rect,
  before: readonly ScreenPlace[],
): readonly ScreenPlace[] {
  const shown = monitors.flatMap((monitor) => cutToDesktop(monitor, desktop) ?? []).filter(isFirstThere);
  const ordered = [...shown.filter(({ isPrimary }) => isPrimary), ...shown.filter((each) => !each.isPrimary)];
  const whole = { name: '', isPrimary: true, ...desktop, ...cutToLimits(desktop) };
  const there = ordered.length > 0 ? ordered.slice(0, limits.screens) : [whole];
  const leaving = [...before];
  const kept = there.map((monitor) => {
    const index = leaving.findIndex(({ name }) => name === shownName(monitor.name));
    return index < 0 ? undefined : leaving.splice(index, 1)[0]?.screen;
  });
  const taken = new Set(kept);
  const screens = there.map(({ name, xPx, yPx, widthPx, heightPx }, index) => {
    const screen = kept[index] ?? lowestFree(taken);
    taken.add(screen);
    return { screen, xPx, yPx, widthPx, heightPx, name: shownName(name) };
  });
  return isSame(before, screens) ? before : screens;
}

function cutToDesktop(monitor: Monitor, desktop: Rect): Monitor | undefined {
  const shown = overlapOf(monitor, desktop);
  return shown && { ...monitor, ...shown, ...cutToLimits(shown) };
}

function cutToLimits({ widthPx, heightPx }: ScreenSize): ScreenSize {
  return {
    widthPx: Math.min(widthPx, limits.screenMaxWidthPx),
    heightPx: Math.min(heightPx, limits.screenMaxHeightPx),
  };
}

/** Two outputs that show the same (a projector) are told as two monitors. */
function isFirstThere(monitor: Monitor, index: number, all: readonly Monitor[]): boolean {
  return index === all.findIndex((other) => isAtSamePlace(other, monitor));
}

function isAtSamePlace(a: Omit<Monitor, 'isPrimary'>, b: Omit<Monitor, 'isPrimary'>): boolean {
  return a.xPx === b.xPx && a.yPx === b.yPx && a.widthPx === b.widthPx && a.heightPx === b.heightPx;
}

function shownName(name: string): string {
  let cut = name;
  while (Buffer.byteLength(cut) > limits.screenNameBytes) cut = cut.slice(0, -1);
  return cut.toWellFormed();
}

function lowestFree(taken: ReadonlySet<number | undefined>): number {
  let number = 0;
  while (taken.has(number)) number++;
  return number;
}

function isSame(a: readonly ScreenPlace[], b: readonly ScreenPlace[]): boolean {
  const isEqual = (x: ScreenPlace, y: ScreenPlace) =>
    x.screen === y.screen && x.name === y.name && isAtSamePlace(x, y);
  return a.length === b.length && a.every((place, index) => isEqual(place, b[index]!));
}

/** @returns the place on one of the screens, undefined when it is on none */
export function pointerPlaceOn(
  screens: readonly ScreenPlace[],
  xPx: number,
  yPx: number,
): PointerPlace | undefined {
  for (const place of screens) {
    const within = { screen: place.screen, xPx: xPx - place.xPx, yPx: yPx - place.yPx };
    const isAcross = within.xPx >= 0 && within.xPx < place.widthPx;
    const isDown = within.yPx >= 0 && within.yPx < place.heightPx;
    if (isAcross && isDown) return within;
  }
  return undefined;
}
