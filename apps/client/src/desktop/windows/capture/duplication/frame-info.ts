import { type Move, overlapOf, type Rect } from '@fjernhjelp/protocol';

/** DXGI_OUTDUPL_FRAME_INFO. */
export const frameInfo = { sizeBytes: 48, presentTime: 0, masked: 24, metadataBytes: 40 };
/** DXGI_OUTDUPL_MOVE_RECT: where from (a POINT), where to (a RECT). */
const MOVE_BYTES = 24;
const RECT_BYTES = 16;

/**
 * @param bytes RECTs: left, top, right, bottom in pixels of the screen
 * @returns those that lie on a screen of this size, cut to it
 */
export function readDirtyRects(bytes: Buffer, widthPx: number, heightPx: number): Rect[] {
  const screen = { xPx: 0, yPx: 0, widthPx, heightPx };
  const rects: Rect[] = [];
  for (let at = 0; at + RECT_BYTES <= bytes.length; at += RECT_BYTES) {
    const rect = overlapOf(readRect(bytes, at), screen);
    if (rect !== undefined) rects.push(rect);
  }
  return rects;
}

/** @returns those of which both ends lie on a screen of this size, to be made in this order */
export function readMoveRects(bytes: Buffer, widthPx: number, heightPx: number): Move[] {
  const moves: Move[] = [];
  for (let at = 0; at + MOVE_BYTES <= bytes.length; at += MOVE_BYTES) {
    const rect = readRect(bytes, at + 8);
    const [fromXPx, fromYPx] = [bytes.readInt32LE(at), bytes.readInt32LE(at + 4)];
    const source = { xPx: fromXPx, yPx: fromYPx, widthPx: rect.widthPx, heightPx: rect.heightPx };
    const isWithin = [rect, source].every(
      ({ xPx, yPx, widthPx: across, heightPx: down }) =>
        xPx >= 0 && yPx >= 0 && across > 0 && down > 0 && xPx + across <= widthPx && yPx + down <= heightPx,
    );
    if (isWithin) moves.push({ rect, fromXPx, fromYPx });
  }
  return moves;
}

function readRect(bytes: Buffer, at: number): Rect {
  const [left, top, right, bottom] = [0, 4, 8, 12].map((offset) => bytes.readInt32LE(at + offset));
  return { xPx: left!, yPx: top!, widthPx: right! - left!, heightPx: bottom! - top! };
}
