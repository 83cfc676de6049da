import type { PointerPlace, ScreenPlace } from '@fjernhjelp/protocol';
import { pointerPlaceOn } from '../../screens.ts';
import type { XConnection } from '../connection.ts';
import { cookie, devices, GENERIC_EVENT, openXi2, selectXi2, xi2Events } from '../xi2.ts';

/** A mouse tells of its moves up to a thousand times a second; nobody needs to hear of more than this. */
const INTERVAL_MS = 8;
/** Where nothing but a picture changes, the place is looked up again after so long with that, or by itself when it is so late: asking takes a round trip. */
const DOUBT_MS = { along: 500, alone: 1000 } as const;

const MOTION_NOTIFY = 6;
/** To be selected on the root window for `notice`. */
export const POINTER_MOTION_MASK = 1 << 6;

/**
 * Watches where the pointer is. Raw motion says that somebody moved it, whatever window it is over. A program that warps it
 * makes none: the root window hears of that where the window under the pointer does not want to, and else the place is
 * looked up when something else changes.
 */
export class PointerWatch {
  readonly #connection: XConnection;
  /** The major opcode of the extension, which its events carry. */
  readonly #extension: number;
  readonly #moved: () => void;
  readonly #looked: (isElsewhere: boolean) => void;
  readonly #answer = {
    ids: new BigUint64Array(1),
    rootX: new Int32Array(1),
    rootY: new Int32Array(1),
    rest: new Int32Array(1),
  };
  #mayHaveMoved = true;
  /** Moves are not told of until it ends. */
  #pause: ReturnType<typeof setTimeout> | undefined;
  #doubt: ReturnType<typeof setTimeout> | undefined;
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #xPx = -1;
  #yPx = -1;

  /**
   * @param moved called for moves that came too soon after others, when it is time to hear of them
   * @param looked the server was asked for the place by itself: its answer may have brought events along
   * @returns undefined when the server or this machine cannot tell of moves
   */
  static open(
    connection: XConnection,
    moved: () => void,
    looked: (isElsewhere: boolean) => void,
  ): PointerWatch | undefined {
    const extension = openXi2(connection);
    return extension === undefined ? undefined : new PointerWatch(connection, extension, { moved, looked });
  }

  private constructor(
    connection: XConnection,
    extension: number,
    { moved, looked }: { moved: () => void; looked: (isElsewhere: boolean) => void },
  ) {
    this.#moved = moved;
    this.#looked = looked;
    this.#connection = connection;
    this.#extension = extension;
    selectXi2(connection, devices.allMasters, [xi2Events.rawMotion]);
  }

  /** @returns whether the event was of a move that is to be heard of now */
  notice(type: number, event: Buffer): boolean {
    const isRaw = type === GENERIC_EVENT && event.readInt32LE(cookie.extension) === this.#extension;
    if (!isRaw && type !== MOTION_NOTIFY) return false;
    this.#mayHaveMoved = true;
    if (this.#pause !== undefined) return false;
    this.#rest();
    return true;
  }

  #rest(): void {
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (!this.#mayHaveMoved) return;
      this.#rest();
      this.#moved();
    }, INTERVAL_MS);
  }

  /** Something else has changed, and the pointer with it perhaps. */
  suspect(): void {
    this.#mayHaveMoved = true;
  }

  /** The picture has changed: hardly ever with the pointer, and often. */
  doubt(): void {
    if (performance.now() - this.#lookedAtMs >= DOUBT_MS.along) this.suspect();
    else
      this.#doubt ??= setTimeout(() => {
        this.#doubt = undefined;
        const isElsewhere = this.#connection.usable && this.#look();
        if (isElsewhere) this.suspect();
        this.#looked(isElsewhere);
      }, DOUBT_MS.alone);
  }

  /** @returns whether the pointer is at another place than was taken last; its place is in `#answer` then */
  #look(): boolean {
    this.#lookedAtMs = performance.now();
    const { x, display, root } = this.#connection;
    const { ids, rootX, rootY, rest } = this.#answer;
    if (!x.XQueryPointer(display, root, ids, ids, rootX, rootY, rest, rest, rest)) return false;
    return rootX[0] !== this.#xPx || rootY[0] !== this.#yPx;
  }

  /** @returns where the pointer is when that is another place than at the last call; undefined too when it is on no screen */
  take(screens: readonly ScreenPlace[]): PointerPlace | undefined {
    if (!this.#mayHaveMoved) return undefined;
    this.#mayHaveMoved = false;
    clearTimeout(this.#doubt);
    this.#doubt = undefined;
    if (!this.#look()) return undefined;
    const [xPx, yPx] = [this.#answer.rootX[0]!, this.#answer.rootY[0]!];
    this.#xPx = xPx;
    this.#yPx = yPx;
    return pointerPlaceOn(screens, xPx, yPx);
  }

  close(): void {
    clearTimeout(this.#pause);
    clearTimeout(this.#doubt);
  }

  /** The screens are others: the place is another on them. */
  forget(): void {
    this.#mayHaveMoved = true;
    this.#xPx = -1;
  }
}
