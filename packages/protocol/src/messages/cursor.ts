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

/** Where the pointer is: the pixel of a screen that it points at (PROTOCOL.md CU3). */
export interface PointerPlace {
  /** 0 … `limits.screens` − 1 */
  readonly screen: number;
  readonly xPx: number;
  readonly yPx: number;
}

/** Host → viewer on the cursor stream. */
export type CursorMessage =
  | { readonly type: 'shape'; readonly shape: CursorShape }
  /** The pointer is there, and it was not the viewer's own input that took it there. */
  | { readonly type: 'place'; readonly place: PointerPlace }
  /** The viewer's own input has the pointer again (CU4). */
  | { readonly type: 'own' };

const kinds = { shape: 1, place: 2, own: 3 } as const;

/** @returns the bytes of PROTOCOL.md CU1, CU3 or CU4; the shape's are a copy */
export function encodeCursor(message: CursorMessage): Bytes {
  if (message.type === 'own') return Uint8Array.of(kinds.own);
  if (message.type === 'place') {
    const { screen, xPx, yPx } = message.place;
    return new ByteWriter(6).u8(kinds.place).u8(screen).u16(xPx).u16(yPx).finish();
  }
  const { shape } = message;
  return new ByteWriter(9 + shape.rgba.length)
    .u8(kinds.shape)
    .u16(shape.widthPx)
    .u16(shape.heightPx)
    .u16(shape.hotspotXPx)
    .u16(shape.hotspotYPx)
    .bytes(shape.rgba)
    .finish();
}

/** @throws ProtocolViolation "unknown-type" | "truncated" | "trailing-bytes" | "out-of-range" */
export function decodeCursor(bytes: Uint8Array): CursorMessage {
  const reader = new ByteReader(bytes);
  const kind = reader.u8();
  let message: CursorMessage;
  if (kind === kinds.shape) message = { type: 'shape', shape: readShape(reader) };
  else if (kind === kinds.place) message = { type: 'place', place: readPlace(reader) };
  else if (kind === kinds.own) message = { type: 'own' };
  else throw new ProtocolViolation('unknown-type');
  reader.end();
  return message;
}

function readPlace(reader: ByteReader): PointerPlace {
  const place = { screen: reader.u8(), xPx: reader.u16(), yPx: reader.u16() };
  const isWithin =
    place.screen < limits.screens &&
    place.xPx < limits.screenMaxWidthPx &&
    place.yPx < limits.screenMaxHeightPx;
  if (!isWithin) throw new ProtocolViolation('out-of-range');
  return place;
}

function readShape(reader: ByteReader): CursorShape {
  const widthPx = reader.u16();
  const heightPx = reader.u16();
  const hotspotXPx = reader.u16();
  const hotspotYPx = reader.u16();
  if (widthPx > limits.cursorMaxPx || heightPx > limits.cursorMaxPx)
    throw new ProtocolViolation('out-of-range');
  if (hotspotXPx > widthPx || hotspotYPx > heightPx) throw new ProtocolViolation('out-of-range');
  const rgba = reader.copy(widthPx * heightPx * 4);
  return { widthPx, heightPx, hotspotXPx, hotspotYPx, rgba };
}
