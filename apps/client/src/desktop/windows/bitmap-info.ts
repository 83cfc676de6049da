/** BITMAPINFOHEADER. */
const header = { sizeBytes: 40, size: 0, width: 4, height: 8, planes: 12, bitCount: 14 };

/** @returns BITMAPINFO of 32 bits a pixel (BGRX or BGRA), rows from the top */
export function bitmapInfo(widthPx: number, heightPx: number): Buffer {
  const info = Buffer.alloc(header.sizeBytes);
  info.writeUInt32LE(header.sizeBytes, header.size);
  info.writeInt32LE(widthPx, header.width);
  // Negative: the first row is the topmost.
  info.writeInt32LE(-heightPx, header.height);
  info.writeUInt16LE(1, header.planes);
  info.writeUInt16LE(32, header.bitCount);
  return info;
}
