import type { ScreenPlace } from '@fjernhjelp/protocol';

/** Which screens the host has, and which of them is shown. */
export interface Screens {
  /** At least one; the first is where a session begins. */
  readonly all: readonly ScreenPlace[];
  /** The number of one of them. */
  readonly shown: number;
  /** The one that was shown is gone, and this one is shown in its place. False again with the helper's next choice. */
  readonly isReplacement: boolean;
}

/**
 * @param before undefined before the host has told any
 * @param all what the host tells now (PROTOCOL.md UP17)
 */
export function withScreens(before: Screens | undefined, all: readonly ScreenPlace[]): Screens {
  const first = all[0]!.screen;
  if (before === undefined) return { all, shown: first, isReplacement: false };
  const isThere = all.some(({ screen }) => screen === before.shown);
  if (!isThere) return { all, shown: first, isReplacement: true };
  return { ...before, all };
}

/** @returns undefined when there is no such screen, or it is shown already and nothing changes */
export function withChoice(before: Screens | undefined, screen: number): Screens | undefined {
  if (before === undefined || !before.all.some((place) => place.screen === screen)) return undefined;
  if (before.shown === screen && !before.isReplacement) return undefined;
  return { all: before.all, shown: screen, isReplacement: false };
}

/** @returns the place of the shown screen */
export function shownPlace({ all, shown }: Screens): ScreenPlace {
  return all.find(({ screen }) => screen === shown)!;
}
