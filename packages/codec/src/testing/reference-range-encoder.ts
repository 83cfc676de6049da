import type { Model } from './reference-range-decoder.ts';

/** Writes what `RangeDecoder` reads (PROTOCOL.md UP22), for payloads that no encoder would make. */
export class RangeEncoder {
  readonly #bytes: number[] = [];
  #low = 0;
  #range = 0xffffffff;

  bit(model: Model, bit: boolean): void {
    const zero = (this.#range >>> 12) * model.zeroShare;
    if (bit) {
      this.#add(zero);
      this.#range -= zero;
    } else this.#range = zero;
    model.learn(bit);
    this.#shift();
  }

  raw(value: number, bits: number): void {
    for (let left = bits; left > 0; ) {
      const step = Math.min(left, 8);
      left -= step;
      this.#range >>>= step;
      this.#add(this.#range * (Math.floor(value / 2 ** left) % 2 ** step));
      this.#shift();
    }
  }

  /** @param sizes 15 models @param value 0 … 65,534 */
  number(sizes: readonly Model[], value: number): void {
    const bits = Math.floor(Math.log2(value + 1));
    for (let i = 0; i < bits; i++) this.bit(sizes[i]!, true);
    if (bits < 15) this.bit(sizes[bits]!, false);
    this.raw(value + 1 - 2 ** bits, bits);
  }

  finish(): Uint8Array {
    for (let i = 0; i < 4; i++) this.#shiftByte();
    return Uint8Array.from(this.#bytes);
  }

  #add(more: number): void {
    this.#low += more;
    if (this.#low < 2 ** 32) return;
    this.#low -= 2 ** 32;
    let back = this.#bytes.length - 1;
    for (; this.#bytes[back] === 0xff; back--) this.#bytes[back] = 0;
    this.#bytes[back]!++;
  }

  #shift(): void {
    while (this.#range < 2 ** 24) {
      this.#shiftByte();
      this.#range = (this.#range << 8) >>> 0;
    }
  }

  #shiftByte(): void {
    this.#bytes.push(this.#low >>> 24);
    this.#low = (this.#low << 8) >>> 0;
  }
}
