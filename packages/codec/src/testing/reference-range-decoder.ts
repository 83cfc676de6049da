/** A chance that is learnt, twice: quickly and slowly (PROTOCOL.md UP22). */
export class Model {
  quick = 0x8000;
  slow = 0x8000;

  /** @returns out of 4096, how often a 0 is expected */
  get zeroShare(): number {
    return (this.quick + this.slow) >> 5;
  }

  learn(bit: boolean): void {
    if (bit) {
      this.quick -= this.quick >> 4;
      this.slow -= this.slow >> 7;
    } else {
      this.quick += (0x10000 - this.quick) >> 4;
      this.slow += (0x10000 - this.slow) >> 7;
    }
  }
}

export function models(count: number): Model[] {
  return Array.from({ length: count }, () => new Model());
}

/** Reads bits as PROTOCOL.md UP22 says, without any thought of speed. */
export class RangeDecoder {
  readonly #bytes: Uint8Array;
  #at = 0;
  #range = 0xffffffff;
  #code = 0;

  /** More was read than there is: zeros. */
  isShort = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    for (let i = 0; i < 4; i++) this.#code = ((this.#code << 8) | this.#next()) >>> 0;
  }

  bit(model: Model): boolean {
    const zero = (this.#range >>> 12) * model.zeroShare;
    const bit = this.#code >= zero;
    if (bit) {
      this.#code -= zero;
      this.#range -= zero;
    } else this.#range = zero;
    model.learn(bit);
    this.#shift();
    return bit;
  }

  raw(bits: number): number {
    let value = 0;
    for (let left = bits; left > 0; ) {
      const step = Math.min(left, 8);
      left -= step;
      this.#range >>>= step;
      const part = Math.min(Math.floor(this.#code / this.#range), 2 ** step - 1);
      this.#code -= part * this.#range;
      value = value * 2 ** step + part;
      this.#shift();
    }
    return value;
  }

  /** @param sizes 15 models: one for each length */
  number(sizes: readonly Model[]): number {
    let bits = 0;
    while (bits < 15 && this.bit(sizes[bits]!)) bits++;
    return 2 ** bits - 1 + this.raw(bits);
  }

  /** Whether just all bytes were read, and nothing is left of them. */
  get isAtEnd(): boolean {
    return !this.isShort && this.#at === this.#bytes.length && this.#code === 0;
  }

  #shift(): void {
    while (this.#range < 2 ** 24) {
      this.#code = ((this.#code << 8) | this.#next()) >>> 0;
      this.#range = (this.#range << 8) >>> 0;
    }
  }

  #next(): number {
    const byte = this.#bytes[this.#at++];
    this.isShort ||= byte === undefined;
    return byte ?? 0;
  }
}
