import type { ScreenPlace } from '@fjernhjelp/protocol';
import { type Screens, withChoice, withScreens } from './shown-screen.ts';

export interface ScreenChoicePorts {
  /** Something changed: the list, the choice or a size. @param isAll all screens are shown in one view */
  changed(screens: Screens, isAll: boolean): void;
}

/** Keeps which screens there are and which are shown, by the helper's choice and by what is there. */
export interface ScreenChoice {
  /** undefined before the host has told any */
  readonly screens: Screens | undefined;
  /** All are shown in one view. One that there is alone is all. */
  readonly isAll: boolean;
  /** The screen that the pointer is on is shown. */
  readonly isFollowing: boolean;
  /** What the host has now (PROTOCOL.md UP17). */
  tell(all: readonly ScreenPlace[]): void;
  /** One that is not there, or is shown already, changes nothing. Ends the following. */
  choose(screen: number): void;
  /** Ends the following. */
  chooseAll(): void;
  setFollowing(isFollowing: boolean): void;
  /** The user's pointer came to that screen (PROTOCOL.md CU3). */
  pointerIsOn(screen: number): void;
}

export function createScreenChoice(ports: ScreenChoicePorts): ScreenChoice {
  let screens: Screens | undefined;
  let isAll = false;
  let isFollowing = false;
  let pointerScreen: number | undefined;

  function apply(next: Screens | undefined, nextIsAll: boolean, follows: boolean): void {
    if (next === undefined) return;
    if (next === screens && nextIsAll === isAll && follows === isFollowing) return;
    screens = next;
    isAll = nextIsAll;
    isFollowing = follows;
    ports.changed(next, isAll);
  }

  function choose(screen: number, follows: boolean): void {
    const isThere = screens?.all.some((place) => place.screen === screen) ?? false;
    apply(withChoice(screens, screen) ?? screens, isThere ? false : isAll, follows);
  }

  return {
    get screens() {
      return screens;
    },
    get isAll() {
      return isAll;
    },
    get isFollowing() {
      return isFollowing;
    },
    tell: (all) => apply(withScreens(screens, all), isAll, isFollowing),
    choose: (screen) => choose(screen, false),
    chooseAll: () =>
      apply(screens?.isReplacement ? { ...screens, isReplacement: false } : screens, true, false),
    setFollowing(follows) {
      if (follows && pointerScreen !== undefined) choose(pointerScreen, true);
      else apply(screens, follows ? false : isAll, follows);
    },
    pointerIsOn(screen) {
      pointerScreen = screen;
      if (isFollowing) choose(screen, true);
    },
  };
}
