import { limits, type ScreenPlace, type ScreenSize } from '@fjernhjelp/protocol';

/** A monitor as the X server tells it, in pixels of the root window. */
export interface Monitor {
  /** Of the server's own: stays with the monitor. */
  readonly name: string;
  readonly isPrimary: boolean;
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * Makes screens out of monitors: the primary one first, cut to the root window and to what a picture may be. Monitors that
 * show the same place are one screen. Without any, the whole root window is one.
 * @param before what the last call made: a monitor keeps its number
 * @returns `before` itself when nothing of it is another
 */
export function placeScreens(
  monitors: readonly Monitor[],
  root: ScreenSize,
  before: readonly ScreenPlace[],
): readonly ScreenPlace[] {
  const shown = monitors.flatMap((monitor) => cutToRoot(monitor, root) ?? []).filter(isFirstThere);
  const ordered = [...shown.filter(({ isPrimary }) => isPrimary), ...shown.filter((each) => !each.isPrimary)];
  const whole = { name: '', isPrimary: true, xPx: 0, yPx: 0, ...cutToLimits(root) };
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

function cutToRoot(monitor: Monitor, root: ScreenSize): Monitor | undefined {
  const left = Math.max(0, monitor.xPx);
  const top = Math.max(0, monitor.yPx);
  const widthPx = Math.min(monitor.xPx + monitor.widthPx, root.widthPx) - left;
  const heightPx = Math.min(monitor.yPx + monitor.heightPx, root.heightPx) - top;
  if (widthPx <= 0 || heightPx <= 0) return undefined;
  return { ...monitor, xPx: left, yPx: top, ...cutToLimits({ widthPx, heightPx }) };
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
