import { MAX_PICTURE_PX, type Picture } from './png.ts';

/**
 * CF_DIB: BITMAPINFOHEADER or one of the longer headers that begin alike, colours, rows that end on four bytes, the lowest one first
 * where the height is positive (Microsoft, "Bitmap Header Types").
 */
const header = {
  sizeBytes: 40,
  size: 0,
  width: 4,
  height: 8,
  planes: 12,
  bits: 14,
  packing: 16,
  colours: 32,
};
const plain = 0;
const masked = 3;
/** Where headers longer than the first have their masks: at the same place where they follow the first. */
const MASKS_AT = 40;
const LONGEST_HEADER = 124;

/** @returns opaque, on white where it was not: many programs take no notice of alpha */
export function encodeDib({ widthPx, heightPx, rgba }: Picture): Buffer<ArrayBuffer> {
  const stride = strideOf(widthPx, 24);
  const dib = Buffer.alloc(header.sizeBytes + stride * heightPx);
  dib.writeUInt32LE(header.sizeBytes, header.size);
  dib.writeInt32LE(widthPx, header.width);
  dib.writeInt32LE(heightPx, header.height);
  dib.writeUInt16LE(1, header.planes);
  dib.writeUInt16LE(24, header.bits);
  for (let y = 0, from = 0; y < heightPx; y++) {
    let to = header.sizeBytes + (heightPx - 1 - y) * stride;
    for (let x = 0; x < widthPx; x++, from += 4, to += 3) {
      const alpha = rgba[from + 3]!;
      for (let part = 0; part < 3; part++)
        dib[to + 2 - part] = Math.round((rgba[from + part]! * alpha + 255 * (255 - alpha)) / 255);
    }
  }
  return dib;
}

/**
 * @param bytes as another program put them there, whatever they are
 * @returns opaque; undefined for what is broken, packed or larger than `MAX_PICTURE_PX`
 */
export function decodeDib(bytes: Uint8Array): Picture | undefined {
  const dib = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (dib.length < header.sizeBytes) return undefined;
  const headerBytes = dib.readUInt32LE(header.size);
  if (headerBytes < header.sizeBytes || headerBytes > LONGEST_HEADER) return undefined;
  const widthPx = dib.readInt32LE(header.width);
  const height = dib.readInt32LE(header.height);
  const heightPx = Math.abs(height);
  const bits = dib.readUInt16LE(header.bits);
  const packing = dib.readUInt32LE(header.packing);
  if (widthPx <= 0 || heightPx === 0 || widthPx * heightPx > MAX_PICTURE_PX) return undefined;
  const isMasked = packing === masked && (bits === 16 || bits === 32);
  if (![1, 4, 8, 16, 24, 32].includes(bits) || (packing !== plain && !isMasked)) return undefined;
  const coloursAt = headerBytes + (isMasked && headerBytes === header.sizeBytes ? 12 : 0);
  const colourCount =
    bits <= 8
      ? Math.min(dib.readUInt32LE(header.colours) || 2 ** bits, 2 ** bits)
      : dib.readUInt32LE(header.colours);
  const stride = strideOf(widthPx, bits);
  const pixelsAt = coloursAt + colourCount * 4;
  if (pixelsAt + stride * heightPx > dib.length) return undefined;
  const colourOf =
    bits <= 8 ? paletteColours(dib, coloursAt, colourCount) : directColours(dib, bits, isMasked);
  const rgba = new Uint8Array(widthPx * heightPx * 4).fill(255);
  for (let y = 0, to = 0; y < heightPx; y++) {
    const row = pixelsAt + (height > 0 ? heightPx - 1 - y : y) * stride;
    for (let x = 0; x < widthPx; x++, to += 4) colourOf(row, x, rgba, to);
  }
  return { widthPx, heightPx, rgba };
}

/** Writes red, green and blue of one pixel of a row. */
type ColourOf = (row: number, x: number, rgba: Uint8Array, to: number) => void;

const strideOf = (widthPx: number, bits: number) => Math.ceil((widthPx * bits) / 32) * 4;

function paletteColours(dib: Buffer, coloursAt: number, count: number): ColourOf {
  const bits = dib.readUInt16LE(header.bits);
  return (row, x, rgba, to) => {
    const byte = dib[row + ((x * bits) >> 3)]!;
    const index = (byte >> (8 - bits - ((x * bits) & 7))) & (2 ** bits - 1);
    for (let part = 0; part < 3; part++)
      rgba[to + part] = index < count ? dib[coloursAt + index * 4 + 2 - part]! : 0;
  };
}

function directColours(dib: Buffer, bits: number, isMasked: boolean): ColourOf {
  if (!isMasked && bits !== 16) {
    const pixelBytes = bits / 8;
    return (row, x, rgba, to) => {
      for (let part = 0; part < 3; part++) rgba[to + part] = dib[row + x * pixelBytes + 2 - part]!;
    };
  }
  const masks = isMasked
    ? [0, 4, 8].map((at) => (dib.length >= MASKS_AT + at + 4 ? dib.readUInt32LE(MASKS_AT + at) : 0))
    : [0x7c00, 0x3e0, 0x1f];
  return (row, x, rgba, to) => {
    const pixel = bits === 16 ? dib.readUInt16LE(row + x * 2) : dib.readUInt32LE(row + x * 4);
    for (let part = 0; part < 3; part++) rgba[to + part] = scaled(pixel, masks[part]!);
  };
}

/** @returns what the mask shows of the pixel, 0–255 */
function scaled(pixel: number, mask: number): number {
  if (mask === 0) return 0;
  const lowest = mask & -mask;
  return Math.round((((pixel & mask) >>> 0) / (lowest >>> 0) / ((mask >>> 0) / (lowest >>> 0))) * 255);
}
