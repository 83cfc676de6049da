import { ByteReader, type Bytes, ByteWriter } from '../bytes.ts';
import { ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';

/** The shape of the pointer (PROTOCOL.md CU1). A width and height of 0 is a hidden pointer. */
export interface CursorShape {
  widthPx: number;
  heightPx: number;
  /** The pixel that points, within the shape. */
  hotspotXPx: number;
  hotspotYPx: number;
  /** RGBA, rows from the top, straight (not premultiplied) alpha: widthPx × heightPx × 4 bytes. */
  rgba: Bytes;
}

export function encodeCursor(shape: CursorShape): Bytes {
  return new ByteWriter(8 + shape.rgba.length)
    .u16(shape.widthPx)
    .u16(shape.heightPx)
    .u16(shape.hotspotXPx)
    .u16(shape.hotspotYPx)
    .bytes(shape.rgba)
    .finish();
}

/** @throws ProtocolViolation "truncated" | "trailing-bytes" | "out-of-range" */
export function decodeCursor(bytes: Uint8Array): CursorShape {
  const reader = new ByteReader(bytes);
  const widthPx = reader.u16();
  const heightPx = reader.u16();
  const hotspotXPx = reader.u16();
  const hotspotYPx = reader.u16();
  if (widthPx > limits.cursorMaxPx || heightPx > limits.cursorMaxPx)
    throw new ProtocolViolation('out-of-range');
  if (hotspotXPx > widthPx || hotspotYPx > heightPx) throw new ProtocolViolation('out-of-range');
  const rgba = reader.copy(widthPx * heightPx * 4);
  reader.end();
  return { widthPx, heightPx, hotspotXPx, hotspotYPx, rgba };
}
