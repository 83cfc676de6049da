import type { Frame } from '@fjernhjelp/host';
import type { Rect } from '@fjernhjelp/protocol';
import { DesktopUnavailable } from '../errors.ts';

/** How the X server writes a pixel. */
export interface PixelFormat {
  readonly bitsPerPixel: number;
  readonly redMask: number;
  readonly greenMask: number;
  readonly blueMask: number;
  readonly littleEndian: boolean;
}

/**
 * Writes a rect of the server's pixels into a frame as BGRX.
 * @param pixels the rect's rows from the top; read only
 * @param strideBytes from one row of `pixels` to the next
 * @param rect within the frame
 */
export type PixelWriter = (pixels: Uint8Array, strideBytes: number, rect: Rect, frame: Frame) => void;

/** @throws DesktopUnavailable "unsupported-screen" for anything but 16 or 32 bits per pixel, little-endian, TrueColor */
export function pixelWriter(format: PixelFormat): PixelWriter {
  const { bitsPerPixel, redMask, greenMask, blueMask, littleEndian } = format;
  if (!littleEndian) throw new DesktopUnavailable('unsupported-screen', 'big-endian');
  if (redMask === 0 || greenMask === 0 || blueMask === 0)
    throw new DesktopUnavailable('unsupported-screen', 'no TrueColor');
  if (bitsPerPixel === 32) {
    const bgrx = redMask === 0xff0000 && greenMask === 0xff00 && blueMask === 0xff;
    return bgrx ? rowCopier() : convertPixels(format, (view, offset) => view.getUint32(offset, true));
  }
  if (bitsPerPixel === 16) return convertPixels(format, (view, offset) => view.getUint16(offset, true));
  throw new DesktopUnavailable('unsupported-screen', `${bitsPerPixel} bits per pixel`);
}

/** Of a film the same rows are copied picture after picture: their views are kept. */
function rowCopier(): PixelWriter {
  let kept: Uint8Array | undefined;
  let [keptStrideBytes, keptRowBytes] = [0, 0];
  let rows: Uint8Array[] = [];
  return (pixels, strideBytes, rect, frame) => {
    const frameStride = frame.widthPx * 4;
    const rowBytes = rect.widthPx * 4;
    let target = rect.yPx * frameStride + rect.xPx * 4;
    if (rowBytes === frameStride && strideBytes === frameStride) {
      frame.pixels.set(pixels.subarray(0, rowBytes * rect.heightPx), target);
      return;
    }
    if (pixels !== kept || strideBytes !== keptStrideBytes || rowBytes !== keptRowBytes) {
      [kept, keptStrideBytes, keptRowBytes] = [pixels, strideBytes, rowBytes];
      rows = [];
    }
    for (let row = 0; row < rect.heightPx; row++) {
      const start = row * strideBytes;
      rows[row] ??= pixels.subarray(start, start + rowBytes);
      frame.pixels.set(rows[row]!, target);
      target += frameStride;
    }
  };
}

function convertPixels(format: PixelFormat, read: (view: DataView, offset: number) => number): PixelWriter {
  const bytesPerPixel = format.bitsPerPixel / 8;
  const [red, green, blue] = [format.redMask, format.greenMask, format.blueMask].map(channel);
  return (pixels, strideBytes, rect, frame) => {
    const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    for (let row = 0; row < rect.heightPx; row++) {
      let target = ((rect.yPx + row) * frame.widthPx + rect.xPx) * 4;
      let source = row * strideBytes;
      for (let column = 0; column < rect.widthPx; column++) {
        const pixel = read(view, source);
        frame.pixels[target] = blue!(pixel);
        frame.pixels[target + 1] = green!(pixel);
        frame.pixels[target + 2] = red!(pixel);
        frame.pixels[target + 3] = 0;
        source += bytesPerPixel;
        target += 4;
      }
    }
  };
}

/** @returns what takes one colour out of a pixel and stretches it to 0–255 */
function channel(mask: number): (pixel: number) => number {
  const shift = 31 - Math.clz32(mask & -mask);
  const maximum = mask >>> shift;
  return (pixel) => Math.round((((pixel & mask) >>> shift) * 255) / maximum);
}

/** @returns the pixel value of a colour (0xRRGGBB) */
export function pixelOf(
  colour: number,
  format: Pick<PixelFormat, 'redMask' | 'greenMask' | 'blueMask'>,
): number {
  const part = (value: number, mask: number) => {
    const shift = 31 - Math.clz32(mask & -mask);
    return (Math.round(((mask >>> shift) * value) / 255) << shift) >>> 0;
  };
  const red = part((colour >> 16) & 255, format.redMask);
  const green = part((colour >> 8) & 255, format.greenMask);
  return (red | green | part(colour & 255, format.blueMask)) >>> 0;
}
