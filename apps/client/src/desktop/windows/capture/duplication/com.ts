import koffi from 'koffi';
import type { Pointer } from '../../libraries.ts';

type Argument = number | bigint | null | NodeJS.ArrayBufferView;

const POINTER_BYTES = 8;
/** IUnknown. */
const slots = { queryInterface: 0, release: 2 } as const;

/** An HRESULT below 0 is a failure. Two of them are told apart. */
export const results = { waitTimeout: 0x887a_0027 | 0, accessLost: 0x887a_0026 | 0 } as const;

/** @param text "770aae78-f26f-4dba-a829-253c83d1b387" @returns GUID as it lies in memory */
export function guid(text: string): Buffer {
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex');
  // The first three fields are numbers, little-endian.
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}

/** A COM object that we hold one reference to. Methods are told by their place in the interface's table. */
export class ComObject {
  readonly pointer: Pointer;
  readonly #methods = new Map<number, (...args: Argument[]) => unknown>();
  #released = false;

  constructor(pointer: Pointer) {
    this.pointer = pointer;
  }

  /**
   * Calls a method. Where it answers with nothing, what this returns means nothing.
   * @param slot its place in the interface's table, counted from 0 with those of the interfaces that it extends
   * @param types koffi types of the arguments, without the object itself
   */
  call(slot: number, types: readonly string[], ...args: readonly Argument[]): number {
    let method = this.#methods.get(slot);
    if (method === undefined) {
      method = methodAt(this.pointer, slot, types);
      this.#methods.set(slot, method);
    }
    return Number(method(this.pointer, ...args));
  }

  /** @returns the object as another interface, undefined when it has none */
  as(iid: Buffer): ComObject | undefined {
    return found((out) => this.call(slots.queryInterface, [P, P], iid, out));
  }

  /** May be called twice. */
  release(): void {
    if (this.#released) return;
    this.#released = true;
    this.call(slots.release, []);
  }
}

const P = 'void *';

/** @param call gives an HRESULT and writes the new object's address */
export function found(call: (out: BigUint64Array) => number): ComObject | undefined {
  const out = new BigUint64Array(1);
  const result = call(out);
  return result < 0 || !out[0] ? undefined : new ComObject(out[0]);
}

function methodAt(object: Pointer, slot: number, types: readonly string[]) {
  const table = new BigUint64Array(koffi.view(object, POINTER_BYTES))[0]!;
  const address = new BigUint64Array(koffi.view(table, (slot + 1) * POINTER_BYTES))[slot]!;
  const type = koffi.proto('int', [P, ...types]);
  return (...args: Argument[]) => koffi.call(address, type, ...args) as unknown;
}
