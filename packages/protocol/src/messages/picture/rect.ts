import type { ByteReader, ByteWriter } from '../../bytes.ts';
import { ProtocolViolation } from '../../errors.ts';

/** A rectangle in pixels, origin top-left; never empty, never outside its picture. */
export interface Rect {
  xPx: number;
  yPx: number;
  widthPx: number;
  heightPx: number;
}

/** How large a screen or its picture is, in its own pixels. */
export interface ScreenSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

export const RECT_BYTES = 8;

export function writeRect(writer: ByteWriter, { xPx, yPx, widthPx, heightPx }: Rect): void {
  writer.u16(xPx).u16(yPx).u16(widthPx).u16(heightPx);
}

/** @throws ProtocolViolation "truncated" | "rect-out-of-bounds" */
export function readRect(reader: ByteReader, size: ScreenSize): Rect {
  const rect = { xPx: reader.u16(), yPx: reader.u16(), widthPx: reader.u16(), heightPx: reader.u16() };
  if (
    rect.widthPx === 0 ||
    rect.heightPx === 0 ||
    rect.xPx + rect.widthPx > size.widthPx ||
    rect.yPx + rect.heightPx > size.heightPx
  )
    throw new ProtocolViolation('rect-out-of-bounds');
  return rect;
}

export function areaPx({ widthPx, heightPx }: ScreenSize): number {
  return widthPx * heightPx;
}
