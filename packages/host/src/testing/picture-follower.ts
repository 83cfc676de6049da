import type { Compressor } from '@fjernhjelp/codec';
import { PictureDecoder } from '@fjernhjelp/codec';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import type { Clock, OperationType, WatchedScreen } from '@fjernhjelp/protocol';
import { PictureServer } from '../picture/picture-server.ts';
import type { Capturer } from '../ports.ts';

const BUDGET_BYTES = 1_000_000;
const decompressor = createZstdDecompressor();

/** A viewer that asks for pictures of a desktop as its line allows, and what it sees of it. */
export class PictureFollower {
  readonly decoder = new PictureDecoder(decompressor);
  readonly server: PictureServer;
  /** Of each kind of operation, how many came. */
  readonly came: Partial<Record<OperationType, number>> = {};
  readonly #clock: { nowMs: number };

  constructor(capturer: Capturer, compressor: Compressor, clock: { nowMs: number }) {
    const now: Pick<Clock, 'now'> = { now: () => clock.nowMs };
    this.#clock = clock;
    this.server = new PictureServer(capturer, { compressor, clock: now });
  }

  watch(...screens: WatchedScreen[]): void {
    this.server.watch({ screens, cachePlaces: 200 });
  }

  /** The line has room for this much. @returns how long the message was; 0 when there is nothing to say */
  take(budgetBytes = BUDGET_BYTES): number {
    const message = this.server.next(budgetBytes);
    if (message === undefined) return 0;
    const applied = this.decoder.apply(message);
    if (applied.type === 'update')
      for (const type of Object.keys(applied.bytes) as OperationType[])
        this.came[type] = (this.came[type] ?? 0) + 1;
    return message.length;
  }

  /** Takes until there is nothing to say, waiting for what is made exact later. */
  takeAll(): void {
    this.server.notice();
    for (;;) {
      if (this.take() > 0) continue;
      const { dueAtMs } = this.server;
      if (dueAtMs === undefined) return;
      this.#clock.nowMs = Math.max(this.#clock.nowMs, dueAtMs);
    }
  }

  /** @returns whether the viewer has just these BGRX pixels */
  shows(screen: number, pixels: Uint8Array): boolean {
    const { rgba } = this.decoder.picture(screen)!;
    const shown = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4);
    const painted = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
    // Red and blue change places, and the fourth byte means nothing.
    const isSame = (word: number, at: number) =>
      (((word & 255) << 16) | (word & 0xff00) | ((word >>> 16) & 255)) === (painted[at]! & 0xffffff);
    return shown.length === painted.length && shown.every(isSame);
  }
}
