import type { ScreenPlace, ScreenSize } from '@fjernhjelp/protocol';
import { type Screens, shownPlace, withChoice, withScreens } from './shown-screen.ts';

/** The screen that is shown: its number and its own size, whatever the size of its picture. */
export interface ShownScreen extends ScreenSize {
  readonly screen: number;
}

export interface ScreenChoicePorts {
  /** Another screen is shown from here on. */
  switched(shown: ShownScreen): void;
  /** Something changed: the list, the choice or a size. @param screens undefined before the host has told any */
  changed(shown: ShownScreen, screens: Screens | undefined): void;
}

/** Keeps which screens there are and which one is shown, by the helper's choice and by what is there. */
export interface ScreenChoice {
  readonly shown: ShownScreen | undefined;
  readonly screens: Screens | undefined;
  /** What the host has now (PROTOCOL.md UP17). */
  tell(all: readonly ScreenPlace[]): void;
  /** One that is not there, or is shown already, changes nothing. */
  choose(screen: number): void;
  /** The picture's size: it stands for the screen's until the host has told which screens there are. */
  pictured(picture: ScreenSize): void;
}

export function createScreenChoice(ports: ScreenChoicePorts): ScreenChoice {
  let screens: Screens | undefined;
  let shown: ShownScreen | undefined;

  function apply(next: Screens): void {
    const isOther = next.shown !== shown?.screen;
    screens = next;
    const { screen, widthPx, heightPx } = shownPlace(next);
    shown = { screen, widthPx, heightPx };
    if (isOther) ports.switched(shown);
    ports.changed(shown, screens);
  }

  return {
    get shown() {
      return shown;
    },
    get screens() {
      return screens;
    },
    tell: (all) => apply(withScreens(screens, all)),
    choose(screen) {
      const next = withChoice(screens, screen);
      if (next !== undefined) apply(next);
    },
    pictured({ widthPx, heightPx }) {
      if (screens !== undefined) return;
      shown = { screen: 0, widthPx, heightPx };
      ports.changed(shown, undefined);
    },
  };
}
