import type { Rect, ScreenSize } from '@fjernhjelp/protocol';
import type { CapturedFrame } from './encoder/picture-memory.ts';
import { aligned, createKernels, type Kernels } from './kernels.ts';

const BYTES_PER_PIXEL = 4;

/** @returns the largest size of the same shape within the bounds, never larger than the screen; 0 bounds nothing */
export function fitWithin(size: ScreenSize, maxWidthPx: number, maxHeightPx: number): ScreenSize {
  const factor = Math.min(
    1,
    maxWidthPx > 0 ? maxWidthPx / size.widthPx : 1,
    maxHeightPx > 0 ? maxHeightPx / size.heightPx : 1,
  );
  return {
    widthPx: Math.max(1, Math.floor(size.widthPx * factor)),
    heightPx: Math.max(1, Math.floor(size.heightPx * factor)),
  };
}

/** Makes a screen's picture smaller, where it changed: each pixel is the mean of the area that it stands for. */
export class PictureScaler {
  /** For the capturer to write into. */
  readonly frame: CapturedFrame;
  readonly target: ScreenSize;
  readonly #kernels: Kernels = createKernels();
  readonly #targetAt: number;

  /** @param target no larger than the source either way */
  constructor(source: ScreenSize, target: ScreenSize) {
    this.target = target;
    const sourceBytes = source.widthPx * source.heightPx * BYTES_PER_PIXEL;
    this.#targetAt = aligned(sourceBytes);
    this.#kernels.reserve(this.#targetAt + target.widthPx * target.heightPx * BYTES_PER_PIXEL);
    this.frame = { ...source, pixels: new Uint8Array(this.#kernels.buffer, 0, sourceBytes) };
  }

  /**
   * @param damage what was written into `frame`
   * @param into of the target's size
   * @returns what was written into it
   */
  scale(damage: readonly Rect[], into: CapturedFrame): Rect[] {
    return damage.map((rect) => {
      const scaled = this.#cover(rect);
      this.#scaleRect(scaled);
      this.#copy(scaled, into);
      return scaled;
    });
  }

  /** The pixels of the target that stand for any of these. */
  #cover({ xPx, yPx, widthPx, heightPx }: Rect): Rect {
    const across = this.target.widthPx / this.frame.widthPx;
    const down = this.target.heightPx / this.frame.heightPx;
    const left = Math.max(0, Math.floor(xPx * across) - 1);
    const top = Math.max(0, Math.floor(yPx * down) - 1);
    const right = Math.min(this.target.widthPx, Math.ceil((xPx + widthPx) * across) + 1);
    const bottom = Math.min(this.target.heightPx, Math.ceil((yPx + heightPx) * down) + 1);
    return { xPx: left, yPx: top, widthPx: right - left, heightPx: bottom - top };
  }

  #scaleRect({ xPx, yPx, widthPx, heightPx }: Rect): void {
    const { frame, target } = this;
    this.#kernels.scaleRect(
      0,
      frame.widthPx,
      frame.heightPx,
      this.#targetAt,
      target.widthPx,
      target.heightPx,
      xPx,
      yPx,
      widthPx,
      heightPx,
    );
  }

  #copy({ xPx, yPx, widthPx, heightPx }: Rect, { pixels }: CapturedFrame): void {
    const stride = this.target.widthPx * BYTES_PER_PIXEL;
    const length = widthPx * BYTES_PER_PIXEL;
    const scaled = new Uint8Array(this.#kernels.buffer, this.#targetAt, stride * this.target.heightPx);
    for (let row = yPx; row < yPx + heightPx; row++) {
      const at = row * stride + xPx * BYTES_PER_PIXEL;
      pixels.set(scaled.subarray(at, at + length), at);
    }
  }
}
