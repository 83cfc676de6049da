import {
  type Bytes,
  type ExactTiles,
  encodePicture,
  exactTilesRawBytes,
  exactTilesSizeBytes,
  limits,
  type Rect,
  type ScreenSize,
} from '@fjernhjelp/protocol';
import type { Compressor } from './compression.ts';
import { aligned, createKernels, type Kernels } from './kernels.ts';
import { markDamage, selectTiles, type TileSelection, tileGrid, tilePx, tileStates } from './tile-grid.ts';

/** Pixels as a capturer writes them: BGRX, 4 bytes each, rows from the top without padding. */
export interface CapturedFrame extends ScreenSize {
  readonly pixels: Uint8Array;
}

const BYTES_PER_PIXEL = 4;
/** How much of the budget is aimed at: an operation that does not fit was made for nothing. */
const AIM = 0.8;
/** An update with no more than this share of its budget left is done. */
const DONE = 1 / 8;
/** Room for kind, screen, sequence. */
const UPDATE_HEADER_BYTES = 6;

/**
 * Turns one screen's pixels into updates that make the viewer's copy equal. Holds two pictures in its own memory: the
 * frame, and the reference, which is what the viewer has once everything that was encoded has reached it.
 */
export class PictureEncoder {
  readonly #screen: number;
  readonly #compressor: Compressor;
  readonly #kernels: Kernels = createKernels();
  #frame: CapturedFrame;
  #states: Uint8Array;
  #layout: { frame: number; reference: number; states: number; raw: number };
  /** How many tiles are known to differ; those that are still to be compared come on top. */
  #toSend = 0;
  #unchecked = true;
  /** Where the last update stopped, so that no part of the screen waits for another. */
  #next = 0;
  #bytesPerPixel = 3;

  /**
   * @param screen the number of the screen on the wire
   * @param size 1 … `limits.screenMaxWidthPx` × 1 … `limits.screenMaxHeightPx`
   */
  constructor(screen: number, size: ScreenSize, compressor: Compressor) {
    this.#screen = screen;
    this.#compressor = compressor;
    ({ frame: this.#frame, layout: this.#layout, states: this.#states } = layOut(this.#kernels, size));
    this.restart();
  }

  /** For the capturer to write into, and nobody else; another one after `resize`. */
  get frame(): CapturedFrame {
    return this.#frame;
  }

  /** Whether the viewer lacks, or may lack, something of the frame as it is now. */
  get pending(): boolean {
    return this.#toSend > 0 || this.#unchecked;
  }

  /** Takes another size: the frame is black and new, and the viewer's copy is taken to be black after `encodeResize`. */
  resize(size: ScreenSize): void {
    ({ frame: this.#frame, layout: this.#layout, states: this.#states } = layOut(this.#kernels, size));
    this.#frame.pixels.fill(0);
    this.restart();
  }

  /** Forgets what the viewer has. The next message to it is `encodeResize`, everything else follows. */
  restart(): void {
    this.#reference().fill(0);
    this.#states.fill(tileStates.check);
    this.#unchecked = true;
    this.#toSend = 0;
    this.#next = 0;
  }

  /** @returns the message that a viewer begins with, and that a change of size needs */
  encodeResize(): Bytes {
    const { widthPx, heightPx } = this.#frame;
    return encodePicture({ type: 'resize', screen: this.#screen, widthPx, heightPx });
  }

  /**
   * Encodes what of the frame the viewer lacks, as far as the budget goes; the rest stays `pending`.
   * @param damage the rects that were written since the last call, within the frame
   * @param budgetBytes the message is no longer than this, except that it may always hold one tile
   * @param sequence goes into the message
   * @returns undefined when nothing has changed
   */
  encode(damage: readonly Rect[], budgetBytes: number, sequence: number): Bytes | undefined {
    this.#settle(damage);
    const operations: ExactTiles[] = [];
    const budget = Math.min(budgetBytes, limits.pictureMessageBytes) - UPDATE_HEADER_BYTES;
    let left = budget;
    while (this.#toSend > 0) {
      const operation = this.#encodeTiles(left, operations.length === 0);
      if (operation === undefined) break;
      operations.push(operation);
      left -= exactTilesSizeBytes(operation.rects.length, operation.payload.length);
      if (left <= budget * DONE) break;
    }
    if (operations.length === 0) return undefined;
    return encodePicture({ type: 'update', screen: this.#screen, sequence, operations });
  }

  /** Compares what may have changed, so that every tile is either clean or to be sent. */
  #settle(damage: readonly Rect[]): void {
    const grid = tileGrid(this.#frame);
    for (const rect of damage) markDamage(this.#states, grid, rect);
    if (damage.length === 0 && !this.#unchecked) return;
    const { frame, reference, states } = this.#layout;
    const { widthPx, heightPx } = this.#frame;
    this.#toSend = this.#kernels.compareTiles(
      frame,
      reference,
      states,
      widthPx,
      heightPx,
      tilePx.width,
      tilePx.height,
    );
    this.#unchecked = false;
  }

  /** @returns undefined when not one tile fits; what did not fit is to be sent still */
  #encodeTiles(leftBytes: number, mustSend: boolean): ExactTiles | undefined {
    for (;;) {
      const start = this.#next;
      const aim = Math.floor((leftBytes * AIM) / this.#bytesPerPixel);
      const selection = this.#select(Math.max(1, Math.min(aim, limits.pixelsPerOperation)));
      const payload = this.#compressor.compress(this.#gather(selection));
      const sizeBytes = exactTilesSizeBytes(selection.rects.length, payload.length);
      this.#bytesPerPixel = sizeBytes / selection.pixels;
      const alone = mustSend && selection.tiles === 1;
      if (sizeBytes <= leftBytes || alone) {
        return { type: 'exact-tiles', rects: selection.rects, pixels: selection.pixels, payload };
      }
      this.#putBack(selection, start);
      if (!mustSend) return undefined;
    }
  }

  #select(maxPixels: number): TileSelection {
    let selection = selectTiles(this.#states, this.#frame, this.#next, maxPixels);
    if (selection.tiles === 0) selection = selectTiles(this.#states, this.#frame, 0, maxPixels);
    this.#next = selection.next;
    this.#toSend -= selection.tiles;
    return selection;
  }

  /** The reference has these pixels already and the viewer will not: only sending them makes both right again. */
  #putBack({ rects, tiles }: TileSelection, start: number): void {
    const grid = tileGrid(this.#frame);
    for (const { xPx, yPx, widthPx, heightPx } of rects) {
      const bottom = Math.ceil((yPx + heightPx) / tilePx.height);
      for (let row = yPx / tilePx.height; row < bottom; row++) {
        const first = row * grid.columns + xPx / tilePx.width;
        this.#states.fill(tileStates.forced, first, first + Math.ceil(widthPx / tilePx.width));
      }
    }
    this.#toSend += tiles;
    this.#next = start;
  }

  /** @returns the planes of the selection, a view of the encoder's memory */
  #gather({ rects, pixels }: TileSelection): Uint8Array {
    const { frame, reference, raw } = this.#layout;
    let green = raw;
    for (const { xPx, yPx, widthPx, heightPx } of rects) {
      this.#kernels.gatherRect(
        frame,
        reference,
        this.#frame.widthPx,
        xPx,
        yPx,
        widthPx,
        heightPx,
        green,
        green + pixels,
        green + 2 * pixels,
      );
      green += widthPx * heightPx;
    }
    return new Uint8Array(this.#kernels.buffer, raw, exactTilesRawBytes(pixels));
  }

  #reference(): Uint8Array {
    return new Uint8Array(this.#kernels.buffer, this.#layout.reference, this.#frame.pixels.length);
  }
}

function layOut(kernels: Kernels, { widthPx, heightPx }: ScreenSize) {
  const { columns, rows } = tileGrid({ widthPx, heightPx });
  const pictureBytes = widthPx * heightPx * BYTES_PER_PIXEL;
  const raw = 0;
  const states = raw + aligned(exactTilesRawBytes(limits.pixelsPerOperation));
  const frame = states + aligned(columns * rows);
  const reference = frame + aligned(pictureBytes);
  kernels.reserve(reference + pictureBytes);
  return {
    layout: { frame, reference, states, raw },
    frame: { widthPx, heightPx, pixels: new Uint8Array(kernels.buffer, frame, pictureBytes) },
    states: new Uint8Array(kernels.buffer, states, columns * rows),
  };
}
