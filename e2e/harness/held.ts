import { XConnection } from '../../apps/client/src/desktop/x11/connection.ts';
import type { Display } from './display.ts';
import type { Resources } from './resources.ts';

/** What an X client is told to be down. */
export interface Held {
  /** X keycodes. */
  readonly keys: readonly number[];
  /** X buttons 1 … 5. */
  readonly buttons: readonly number[];
}

const FIRST_BUTTON_BIT = 8;

/** An X client of its own that asks the server what is held down. @returns what asks */
export function openHeldWitness(resources: Resources, display: Display): () => Held {
  const connection = new XConnection(display.name);
  resources.add(() => connection.close());
  const { x, root } = connection;
  return () => {
    const bits = new Uint8Array(32);
    x.XQueryKeymap(connection.display, bits);
    const ids = new BigUint64Array(1);
    const place = new Int32Array(1);
    const mask = new Int32Array(1);
    x.XQueryPointer(connection.display, root, ids, ids, place, place, place, place, mask);
    return {
      keys: numbers(256, (keycode) => (bits[keycode >> 3] ?? 0) >> (keycode & 7)),
      buttons: numbers(5, (index) => (mask[0] ?? 0) >> (FIRST_BUTTON_BIT + index)).map((index) => index + 1),
    };
  };
}

function numbers(count: number, bit: (index: number) => number): number[] {
  return Array.from({ length: count }, (_, index) => index).filter((index) => (bit(index) & 1) === 1);
}
