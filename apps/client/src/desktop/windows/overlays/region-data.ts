/** RGNDATAHEADER, then RECTs. */
const header = { sizeBytes: 32, size: 0, type: 4, count: 8, rectBytes: 12, bounds: 16 };
const RECT_BYTES = 16;
const RECTANGLES = 1;

/** @param rows rectangles (x, y, width, height), one after the other @returns RGNDATA */
export function regionData(rows: Int32Array): Buffer {
  const count = Math.floor(rows.length / 4);
  const data = Buffer.alloc(header.sizeBytes + count * RECT_BYTES);
  data.writeUInt32LE(header.sizeBytes, header.size);
  data.writeUInt32LE(RECTANGLES, header.type);
  data.writeUInt32LE(count, header.count);
  data.writeUInt32LE(count * RECT_BYTES, header.rectBytes);
  let bounds = [0, 0, 0, 0];
  for (let index = 0; index < count; index++) {
    const [x = 0, y = 0, width = 0, height = 0] = rows.subarray(index * 4, index * 4 + 4);
    const rect = [x, y, x + width, y + height] as const;
    rect.forEach((edge, side) => {
      data.writeInt32LE(edge, header.sizeBytes + index * RECT_BYTES + side * 4);
    });
    bounds =
      index === 0
        ? [...rect]
        : bounds.map((edge, side) => (side < 2 ? Math.min(edge, rect[side]!) : Math.max(edge, rect[side]!)));
  }
  bounds.forEach((edge, side) => {
    data.writeInt32LE(edge, header.bounds + side * 4);
  });
  return data;
}
