import type { XConnection } from '../../connection.ts';
import { CORE_KEYBOARD } from './keymap.ts';

const NEW_KEYBOARD_NOTIFY = 0;
const MAP_NOTIFY = 1;
const INDICATOR_STATE_NOTIFY = 4;
const WATCHED = (1 << NEW_KEYBOARD_NOTIFY) | (1 << INDICATOR_STATE_NOTIFY);
const ALL_PARTS_OF_A_MAP = 0xff;
/** XkbExplicitComponents: that somebody has set which keys repeat, which we do at every press. It changes no key's meaning. */
const EXPLICIT_COMPONENTS = 1 << 3;
const CORE_MAPPING_NOTIFY = 34;
/** XkbAnyEvent. */
const XKB_TYPE_OFFSET = 40;

/** Hears when another keyboard map holds, be it by `setxkbmap`, another keyboard or our own doing, and when a lamp changes. */
export class MapChanges {
  readonly #connection: XConnection;
  readonly #eventType: number;
  #map = false;
  #lamps = false;

  constructor(connection: XConnection) {
    this.#connection = connection;
    const { x, display } = connection;
    const results = [0, 0, 0, 0, 0].map(() => new Int32Array(1)) as [Out, Out, Out, Out, Out];
    x.XkbQueryExtension(display, ...results);
    this.#eventType = results[1][0]!;
    x.XkbSelectEvents(display, CORE_KEYBOARD, WATCHED, WATCHED);
    const parts = ALL_PARTS_OF_A_MAP & ~EXPLICIT_COMPONENTS;
    x.XkbSelectEventDetails(display, CORE_KEYBOARD, MAP_NOTIFY, ALL_PARTS_OF_A_MAP, parts);
  }

  /** @returns whether what keys mean changed since the last call, as far as the server's word was read along with an answer */
  happened(): boolean {
    this.#read('read');
    const changed = this.#map;
    this.#map = false;
    return changed;
  }

  /**
   * @param mode whether to look for what has arrived, or only at what was read along with an answer
   * @returns whether a lamp (CapsLock, NumLock) changed since the last call, as far as the server's word is there
   */
  lampsHappened(mode: 'arrived' | 'read'): boolean {
    this.#read(mode);
    const changed = this.#lamps;
    this.#lamps = false;
    return changed;
  }

  #read(mode: 'arrived' | 'read'): void {
    for (let event = this.#connection.nextEvent(mode); event; event = this.#connection.nextEvent(mode)) {
      const type = event.readInt32LE(0) & 0x7f;
      const xkbType = event.readInt32LE(XKB_TYPE_OFFSET);
      if (type === CORE_MAPPING_NOTIFY) this.#map = true;
      if (type !== this.#eventType) continue;
      if (xkbType === MAP_NOTIFY || xkbType === NEW_KEYBOARD_NOTIFY) this.#map = true;
      if (xkbType === INDICATOR_STATE_NOTIFY) this.#lamps = true;
    }
  }
}

type Out = Int32Array;
