import { InvariantError, ProtocolViolation, type ScreenSize } from '@fjernhjelp/protocol';
import { aligned, createKernels } from '../kernels.ts';

const GUARD_BYTES = 4096;
const GUARD = 0xa5;

/** One end with a memory of its own for the kernels, and a guard before and after everything that is written. */
export class GuardedEnd {
  readonly kernels = createKernels();
  readonly size: ScreenSize;
  readonly #guards: number[] = [];
  #next = 0;

  constructor(size: ScreenSize) {
    this.size = size;
  }

  bytes(at: number, sizeBytes: number): Uint8Array {
    return new Uint8Array(this.kernels.buffer, at, sizeBytes);
  }

  pixels(at: number): Uint8Array {
    return this.bytes(at, this.#pictureBytes);
  }

  checkGuards(): void {
    for (const at of this.#guards)
      if (this.bytes(at, GUARD_BYTES).some((value) => value !== GUARD))
        throw new InvariantError('something beyond what may be written was written');
  }

  /** @returns where it will be; nothing is there before `seal` */
  protected place(sizeBytes: number): number {
    this.#guards.push(this.#next);
    const at = this.#next + GUARD_BYTES;
    this.#next = at + aligned(sizeBytes);
    return at;
  }

  protected placePicture(): number {
    return this.place(this.#pictureBytes);
  }

  /** All is placed. @param picture becomes black and opaque */
  protected seal(picture: number): void {
    this.#guards.push(this.#next);
    this.kernels.reserve(this.#next + GUARD_BYTES);
    for (const at of this.#guards) this.bytes(at, GUARD_BYTES).fill(GUARD);
    const pixels = this.pixels(picture);
    for (let i = 0; i < pixels.length; i++) pixels[i] = i % 4 === 3 ? 255 : 0;
  }

  get #pictureBytes(): number {
    return this.size.widthPx * this.size.heightPx * 4;
  }
}

/** @returns whether it is malformed */
export function refuses(decode: () => void): boolean {
  try {
    decode();
    return false;
  } catch (error) {
    if (error instanceof ProtocolViolation && error.code === 'malformed') return true;
    throw error;
  }
}
