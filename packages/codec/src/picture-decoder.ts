import {
  areaPx,
  decodePicture,
  limits,
  type OperationType,
  operationSizeBytes,
  type PictureSize,
  type PictureStatistics,
  ProtocolViolation,
  type Rect,
  type ScreenPlace,
  type ScreenSize,
} from '@fjernhjelp/protocol';
import type { Decompressor } from './compression.ts';
import { applyOperation } from './decoder/apply-operation.ts';
import { layOutScreen, type ScreenMemory } from './decoder/screen-memory.ts';

/** What a message did. */
export type AppliedPicture =
  | { readonly type: 'resize'; readonly screen: number; readonly widthPx: number; readonly heightPx: number }
  | {
      readonly type: 'update';
      readonly screen: number;
      /** For the `painted` answer. */
      readonly sequence: number;
      /** That one may wait (PROTOCOL.md UP27). */
      readonly isUnhurried: boolean;
      /** What changed; rects may overlap. */
      readonly rects: readonly Rect[];
      /** What the operations of each kind took of the message. */
      readonly bytes: Readonly<Partial<Record<OperationType, number>>>;
    }
  | { readonly type: 'screens'; readonly screens: readonly ScreenPlace[] }
  | { readonly type: 'statistics'; readonly statistics: PictureStatistics };

/** A screen as the viewer has it. */
export interface DecodedPicture extends ScreenSize {
  /** RGBA, opaque, rows from the top without padding; good until the next resize of this screen. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/**
 * Applies picture messages, in the order they came, to the viewer's copies of the screens. What it holds is bounded by
 * `limits.screensTotalPx` and `limits.cachedTiles`, whatever the host sends.
 */
export class PictureDecoder {
  readonly #decompressor: Decompressor;
  readonly #screens = new Map<number, ScreenMemory>();

  constructor(decompressor: Decompressor) {
    this.#decompressor = decompressor;
  }

  /**
   * @param message read before the return, never kept
   * @throws ProtocolViolation any that `decodePicture` throws, "malformed" when a payload does not decompress to just
   *   what its rects take, "out-of-range" when all screens together become too large or keep too much. What came before
   *   the fault may have been painted: the session is over
   */
  apply(message: Uint8Array): AppliedPicture {
    const picture = decodePicture(message, (screen) => this.#screens.get(screen));
    switch (picture.type) {
      case 'resize':
        this.#resize(picture.screen, picture);
        return picture;
      case 'update':
        return this.#update(picture);
      case 'screens':
        this.#forgetOthers(picture.screens);
        return picture;
      case 'statistics':
        return picture;
    }
  }

  /** @returns the screen's picture, undefined before its first resize */
  picture(screen: number): DecodedPicture | undefined {
    return this.#screens.get(screen);
  }

  #update({
    screen,
    sequence,
    isUnhurried = false,
    operations,
  }: Extract<ReturnType<typeof decodePicture>, { type: 'update' }>): AppliedPicture {
    const target = this.#screens.get(screen)!;
    const rects: Rect[] = [];
    const bytes: Partial<Record<OperationType, number>> = {};
    for (const operation of operations) {
      for (const rect of applyOperation(target, operation, this.#decompressor)) rects.push(rect);
      bytes[operation.type] = (bytes[operation.type] ?? 0) + operationSizeBytes(operation);
    }
    return { type: 'update', screen, sequence, isUnhurried, rects, bytes };
  }

  #resize(screen: number, size: PictureSize): void {
    let totalPx = areaPx(size);
    let cachePlaces = size.cachePlaces;
    for (const [other, held] of this.#screens) {
      if (other === screen) continue;
      totalPx += areaPx(held);
      cachePlaces += held.cachePlaces;
    }
    if (totalPx > limits.screensTotalPx || cachePlaces > limits.cachedTiles)
      throw new ProtocolViolation('out-of-range');
    const { widthPx, heightPx } = size;
    this.#screens.set(screen, layOutScreen({ widthPx, heightPx, cachePlaces: size.cachePlaces }));
  }

  #forgetOthers(screens: readonly ScreenPlace[]): void {
    for (const screen of this.#screens.keys())
      if (!screens.some((there) => there.screen === screen)) this.#screens.delete(screen);
  }
}
