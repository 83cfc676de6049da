import { XConnection } from '../connection.ts';
import { Keymap } from '../input/keyboard/keymap.ts';
import { until } from './xvfb.ts';

const eventNames: Readonly<Record<number, Observed['type']>> = {
  2: 'key-press',
  3: 'key-release',
  4: 'button-press',
  5: 'button-release',
  6: 'motion',
};
const KEYS_AND_BUTTONS_AND_MOTION = 0b100_1111;
const OVERRIDE_REDIRECT_BIT = 1 << 9;
const MAP_NOTIFY = 19;
const STRUCTURE_NOTIFY_MASK = 1 << 17;
/** XKeyEvent, XButtonEvent, XMotionEvent. */
const offsets = { x: 72, y: 76, state: 80, detail: 84 };

/** One event as an ordinary X program sees it. */
export interface Observed {
  readonly type: 'key-press' | 'key-release' | 'button-press' | 'button-release' | 'motion';
  /** The keycode or the button. */
  readonly detail: number;
  /** Modifiers and buttons just before the event. */
  readonly state: number;
  readonly xPx: number;
  readonly yPx: number;
}

/** A window that takes note of every key, button and motion. */
export class Observer {
  readonly #connection: XConnection;
  #seen: Observed[] = [];

  /** @returns a window over the whole screen, shown */
  static async open(displayName: string): Promise<Observer> {
    const observer = new Observer(displayName);
    await until(() => observer.#connection.nextEvent()?.readInt32LE(0) === MAP_NOTIFY);
    return observer;
  }

  private constructor(displayName: string) {
    this.#connection = new XConnection(displayName);
    const { x, display, root } = this.#connection;
    const window = x.XCreateSimpleWindow(display, root, 0, 0, 4000, 4000, 0, 0, 0x40_60_80);
    const values = Buffer.alloc(112);
    values.writeInt32LE(1, 88);
    x.XChangeWindowAttributes(display, window, OVERRIDE_REDIRECT_BIT, values);
    x.XSelectInput(display, window, KEYS_AND_BUTTONS_AND_MOTION | STRUCTURE_NOTIFY_MASK);
    x.XMapRaised(display, window);
    x.XFlush(display);
  }

  /** @returns the keysym of a keycode under these modifiers, in the map that holds now */
  keysym(keycode: number, state: number): number {
    const keymap = new Keymap(this.#connection, (state >> 13) & 3);
    const keysym = keymap.keysym(keycode, state);
    keymap.close();
    return keysym;
  }

  /** @returns what was seen since the last call, without motions, as soon as there are that many */
  async events(count: number): Promise<Observed[]> {
    const isAction = ({ type }: Observed) => type !== 'motion';
    await until(() => {
      this.#read();
      return this.#seen.filter(isAction).length >= count;
    });
    return this.#take().filter(isAction);
  }

  /** @returns the first press since the last call that gives this keysym, as soon as there is one; it and all before it are done with */
  async press(keysym: number): Promise<Observed> {
    const isIt = ({ type, detail, state }: Observed) =>
      type === 'key-press' && this.keysym(detail, state) === keysym;
    const index = await until(() => {
      this.#read();
      const found = this.#seen.findIndex(isIt);
      return found >= 0 && { found };
    });
    return this.#seen.splice(0, index.found + 1).at(-1)!;
  }

  /** @returns everything that was seen since the last call, as soon as there is something of this type */
  async eventsUntil(type: Observed['type']): Promise<Observed[]> {
    await until(() => {
      this.#read();
      return this.#seen.some((seen) => seen.type === type);
    });
    return this.#take();
  }

  close(): void {
    this.#connection.close();
  }

  #take(): Observed[] {
    const seen = this.#seen;
    this.#seen = [];
    return seen;
  }

  #read(): void {
    for (let event = this.#connection.nextEvent(); event; event = this.#connection.nextEvent()) {
      const type = eventNames[event.readInt32LE(0) & 0x7f];
      if (!type) continue;
      this.#seen.push({
        type,
        detail: type === 'motion' ? 0 : event.readUInt32LE(offsets.detail),
        state: event.readUInt32LE(offsets.state),
        xPx: event.readInt32LE(offsets.x),
        yPx: event.readInt32LE(offsets.y),
      });
    }
  }
}
