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

/** Adds `RECT_BYTES` bytes (PROTOCOL.md UP5). */
export function writeRect(writer: ByteWriter, { xPx, yPx, widthPx, heightPx }: Rect): void {
  writer.u16(xPx).u16(yPx).u16(widthPx).u16(heightPx);
}

/** @throws ProtocolViolation "truncated" | "rect-out-of-bounds" */
export function readRect(reader: ByteReader, size: ScreenSize): Rect {
  const rect = { xPx: reader.u16(), yPx: reader.u16(), widthPx: reader.u16(), heightPx: reader.u16() };
  requireWithin(rect, size);
  return rect;
}

/** @throws ProtocolViolation "rect-out-of-bounds": empty, or not within the picture */
export function requireWithin({ xPx, yPx, widthPx, heightPx }: Rect, size: ScreenSize): void {
  if (widthPx === 0 || heightPx === 0 || xPx + widthPx > size.widthPx || yPx + heightPx > size.heightPx)
    throw new ProtocolViolation('rect-out-of-bounds');
}

export function areaPx({ widthPx, heightPx }: ScreenSize): number {
  return widthPx * heightPx;
}

/** @returns of all of them; what several have counts as often */
export function totalAreaPx(rects: readonly ScreenSize[]): number {
  return rects.reduce((sum, rect) => sum + areaPx(rect), 0);
}

/** @param rects at least one @returns the smallest that holds all of them */
export function boundsOf(rects: readonly Readonly<Rect>[]): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { xPx, yPx, widthPx, heightPx } of rects) {
    left = Math.min(left, xPx);
    top = Math.min(top, yPx);
    right = Math.max(right, xPx + widthPx);
    bottom = Math.max(bottom, yPx + heightPx);
  }
  return { xPx: left, yPx: top, widthPx: right - left, heightPx: bottom - top };
}

/** @returns what two rects have in common; undefined when that is nothing */
export function overlapOf(a: Readonly<Rect>, b: Readonly<Rect>): Rect | undefined {
  const xPx = Math.max(a.xPx, b.xPx);
  const yPx = Math.max(a.yPx, b.yPx);
  const widthPx = Math.min(a.xPx + a.widthPx, b.xPx + b.widthPx) - xPx;
  const heightPx = Math.min(a.yPx + a.heightPx, b.yPx + b.heightPx) - yPx;
  return widthPx > 0 && heightPx > 0 ? { xPx, yPx, widthPx, heightPx } : undefined;
}
