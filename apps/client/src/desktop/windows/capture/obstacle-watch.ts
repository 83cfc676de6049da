import type { Obstacle } from '@fjernhjelp/protocol';
import type { Libraries, Pointer } from '../libraries.ts';
import { readWide } from '../wide-text.ts';
import { ForegroundRights } from './foreground-rights.ts';
import { readSessionState } from './session-state.ts';

const READ_OBJECTS = 1;
const NAME = 2;
const NAME_BYTES = 128;
const USERS_DESKTOP = 'Default';
/** SetWindowDisplayAffinity. */
const NO_AFFINITY = 0;
const CONTINUE = 1;
const STOP = 0;

/** Pictures of these would be black or old: none are taken. */
export const blindingObstacles: readonly Obstacle[] = ['disconnected', 'locked', 'secure-desktop'];

/** Looks for what keeps a helper from seeing or steering. Windows tells a normal program of none of it, so `look` asks. */
export class ObstacleWatch {
  readonly #win: Libraries;
  readonly #rights: ForegroundRights;
  readonly #ownProcess: number;
  #obstacle: Obstacle | undefined;

  constructor(win: Libraries) {
    this.#win = win;
    this.#rights = new ForegroundRights(win);
    this.#ownProcess = win.GetCurrentProcessId();
  }

  /** As the last look found it. */
  get obstacle(): Obstacle | undefined {
    return this.#obstacle;
  }

  /**
   * @param gotPixels whether the system gave the last picture that it was asked for
   * @param isMasked whether it said that it left windows out of it
   * @returns whether it is another obstacle than before
   */
  look(gotPixels: boolean, isMasked: boolean): boolean {
    const before = this.#obstacle;
    this.#obstacle = this.#find(gotPixels, isMasked);
    return this.#obstacle !== before;
  }

  #find(gotPixels: boolean, isMasked: boolean): Obstacle | undefined {
    const session = readSessionState(this.#win);
    if (session !== 'active') return session;
    if (!this.#isUsersDesktop()) return 'secure-desktop';
    if (!gotPixels) return 'no-picture';
    if (isMasked || this.#isSomethingProtected()) return 'protected-window';
    return this.#rights.areHigher() ? 'elevated-window' : undefined;
  }

  /** Where the system asks for consent or a password, another desktop has the input, which a normal program may not open. */
  #isUsersDesktop(): boolean {
    const desktop = this.#win.OpenInputDesktop(0, 0, READ_OBJECTS);
    if (desktop === null) return false;
    const name = Buffer.alloc(NAME_BYTES);
    const there = this.#win.GetUserObjectInformationW(desktop, NAME, name, NAME_BYTES, new Uint32Array(1));
    this.#win.CloseDesktop(desktop);
    // A screen saver with a password has one of its own, too, which can be opened and not be seen.
    return !there || readWide(name) === USERS_DESKTOP;
  }

  #isSomethingProtected(): boolean {
    let found = false;
    const affinity = new Uint32Array(1);
    const each = (window: Pointer): number => {
      const isSeen = this.#win.IsWindowVisible(window) && !this.#win.IsIconic(window);
      if (!isSeen || !this.#win.GetWindowDisplayAffinity(window, affinity)) return CONTINUE;
      if (affinity[0] === NO_AFFINITY || this.#isOwn(window)) return CONTINUE;
      found = true;
      return STOP;
    };
    this.#win.EnumWindows(each, 0);
    return found;
  }

  /** Our own mark is left out of the picture, too. */
  #isOwn(window: Pointer): boolean {
    const process = new Uint32Array(1);
    this.#win.GetWindowThreadProcessId(window, process);
    return process[0] === this.#ownProcess;
  }
}
