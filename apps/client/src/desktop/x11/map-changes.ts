import type { XConnection } from './connection.ts';
import { CORE_KEYBOARD } from './keymap.ts';

const NEW_KEYBOARD_NOTIFY = 0;
const MAP_NOTIFY = 1;
const WATCHED = (1 << NEW_KEYBOARD_NOTIFY) | (1 << MAP_NOTIFY);
const CORE_MAPPING_NOTIFY = 34;
/** XkbAnyEvent. */
const XKB_TYPE_OFFSET = 40;

/** Hears when another keyboard map holds, be it by `setxkbmap`, another keyboard or our own doing. */
export class MapChanges {
  readonly #connection: XConnection;
  readonly #eventType: number;

  constructor(connection: XConnection) {
    this.#connection = connection;
    const { x, display } = connection;
    const results = [0, 0, 0, 0, 0].map(() => new Int32Array(1)) as [Out, Out, Out, Out, Out];
    x.XkbQueryExtension(display, ...results);
    this.#eventType = results[1][0]!;
    x.XkbSelectEvents(display, CORE_KEYBOARD, WATCHED, WATCHED);
  }

  /** @returns whether the map changed since the last call, as far as the server's word has arrived */
  happened(): boolean {
    let changed = false;
    for (let event = this.#connection.nextEvent(); event; event = this.#connection.nextEvent()) {
      const type = event.readInt32LE(0) & 0x7f;
      const xkbType = event.readInt32LE(XKB_TYPE_OFFSET);
      if (type === CORE_MAPPING_NOTIFY) changed = true;
      if (type === this.#eventType && (xkbType === MAP_NOTIFY || xkbType === NEW_KEYBOARD_NOTIFY))
        changed = true;
    }
    return changed;
  }
}

type Out = Int32Array;
