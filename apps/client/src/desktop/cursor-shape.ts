import { type CursorShape, limits } from '@fjernhjelp/protocol';

/** A pointer of which nothing shows (PROTOCOL.md CU1). */
export function hiddenCursor(): CursorShape {
  return { widthPx: 0, heightPx: 0, hotspotXPx: 0, hotspotYPx: 0, rgba: new Uint8Array(0) };
}

/**
 * @param shape as the system has it, of any size; the hotspot may lie outside
 * @returns at most `limits.cursorMaxPx` each way, cut around the hotspot; 0×0 when nothing of it shows
 */
export function cutCursor(shape: CursorShape): CursorShape {
  const across = cut(shape.widthPx, shape.hotspotXPx);
  const down = cut(shape.heightPx, shape.hotspotYPx);
  const rgba = new Uint8Array(across.lengthPx * down.lengthPx * 4);
  for (let row = 0; row < down.lengthPx; row++) {
    const start = ((down.startPx + row) * shape.widthPx + across.startPx) * 4;
    rgba.set(shape.rgba.subarray(start, start + across.lengthPx * 4), row * across.lengthPx * 4);
  }
  if (!rgba.some((value, index) => index % 4 === 3 && value > 0)) return hiddenCursor();
  return {
    widthPx: across.lengthPx,
    heightPx: down.lengthPx,
    hotspotXPx: across.hotspotPx,
    hotspotYPx: down.hotspotPx,
    rgba,
  };
}

/** One direction of the shape, with the hotspot as near to the middle as a cut needs. */
function cut(sizePx: number, hotspotPx: number) {
  const lengthPx = Math.min(sizePx, limits.cursorMaxPx);
  const inside = Math.max(0, Math.min(hotspotPx, sizePx));
  const startPx = Math.max(0, Math.min(inside - Math.floor(lengthPx / 2), sizePx - lengthPx));
  return { lengthPx, startPx, hotspotPx: inside - startPx };
}
