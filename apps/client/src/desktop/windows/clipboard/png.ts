import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Pixels of 8 bits each of red, green, blue and alpha, rows from the top. */
export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgba: Uint8Array;
}

/** A picture of more pixels than five 4K screens is not unpacked: a small file may claim any size. */
export const MAX_PICTURE_PX = 5 * 3840 * 2160;

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const RGBA_8 = [8, 6, 0, 0, 0] as const;
/** Screens are flat and fast to pack well enough. */
const LEVEL = 3;
/** Samples of a pixel, by colour type: grey, colours, palette, grey and alpha, colours and alpha. */
const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** PNG (ISO/IEC 15948): every row is what it adds to the one above. */
export function encodePng({ widthPx, heightPx, rgba }: Picture): Buffer<ArrayBuffer> {
  const stride = widthPx * 4;
  const rows = new Uint8Array((stride + 1) * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const to = y * (stride + 1);
    rows[to] = y === 0 ? 0 : 2;
    for (let at = 0; at < stride; at++) {
      const from = y * stride + at;
      rows[to + 1 + at] = rgba[from]! - (y === 0 ? 0 : rgba[from - stride]!);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set(RGBA_8, 8);
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: LEVEL })), chunk('IEND')];
  return Buffer.concat([SIGNATURE, ...parts]);
}

function chunk(type: string, body: Uint8Array = Buffer.alloc(0)): Buffer<ArrayBuffer> {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const edges = Buffer.alloc(8);
  edges.writeUInt32BE(body.length, 0);
  edges.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([edges.subarray(0, 4), typed, edges.subarray(4)]);
}

/**
 * @param png as another program made it, whatever it is
 * @returns undefined for what is broken, interlaced, of 16 bits or larger than `MAX_PICTURE_PX`
 */
export function decodePng(png: Uint8Array): Picture | undefined {
  const parts = readChunks(png);
  const header = parts?.get('IHDR');
  const packed = parts?.get('IDAT');
  if (header?.length !== 13 || packed === undefined) return undefined;
  const [widthPx, heightPx] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [bits = 0, type = 0, , , interlaced] = header.subarray(8);
  const samples = samplesOf[type];
  const isKnown = bits === 8 || ((type === 0 || type === 3) && [1, 2, 4].includes(bits));
  if (samples === undefined || !isKnown || interlaced !== 0) return undefined;
  if (widthPx === 0 || heightPx === 0 || widthPx * heightPx > MAX_PICTURE_PX) return undefined;
  const stride = Math.ceil((widthPx * samples * bits) / 8);
  const rows = unpack(packed, (stride + 1) * heightPx);
  if (rows === undefined || !unfilter(rows, stride, heightPx, Math.max(1, (samples * bits) >> 3)))
    return undefined;
  const colours = { palette: parts?.get('PLTE'), transparency: parts?.get('tRNS') };
  return { widthPx, heightPx, rgba: colourRows(rows, { widthPx, heightPx, stride, bits, type }, colours) };
}

/** @returns the bodies by type, several of one type joined; undefined when it is no PNG to its end */
function readChunks(png: Uint8Array): Map<string, Buffer> | undefined {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) return undefined;
  const found = new Map<string, Buffer[]>();
  for (let at = 8; at + 12 <= bytes.length; ) {
    const lengthBytes = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (at + 12 + lengthBytes > bytes.length) return undefined;
    if (type === 'IEND') return new Map([...found].map(([name, bodies]) => [name, Buffer.concat(bodies)]));
    found.set(type, [...(found.get(type) ?? []), bytes.subarray(at + 8, at + 8 + lengthBytes)]);
    at += 12 + lengthBytes;
  }
  return undefined;
}

function unpack(packed: Buffer, sizeBytes: number): Buffer | undefined {
  try {
    const rows = inflateSync(packed, { maxOutputLength: sizeBytes });
    return rows.length === sizeBytes ? rows : undefined;
  } catch {
    // Broken or longer than it says: no picture, which the caller is told.
    return undefined;
  }
}

/** Undoes the filters in place. @returns false for one that there is not */
function unfilter(rows: Buffer, stride: number, heightPx: number, pixelBytes: number): boolean {
  for (let y = 0; y < heightPx; y++) {
    const start = y * (stride + 1) + 1;
    const filter = rows[start - 1]!;
    if (filter > 4) return false;
    if (filter === 0) continue;
    for (let at = 0; at < stride; at++) {
      const left = at < pixelBytes ? 0 : rows[start + at - pixelBytes]!;
      const up = y === 0 ? 0 : rows[start + at - stride - 1]!;
      const corner = y === 0 || at < pixelBytes ? 0 : rows[start + at - stride - 1 - pixelBytes]!;
      rows[start + at] = (rows[start + at]! + predict(filter, left, up, corner)) & 0xff;
    }
  }
  return true;
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const [byLeft, byUp, byCorner] = [
    Math.abs(up - corner),
    Math.abs(left - corner),
    Math.abs(left + up - 2 * corner),
  ];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

interface RowFormat {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly stride: number;
  readonly bits: number;
  readonly type: number;
}

function colourRows(
  rows: Buffer,
  { widthPx, heightPx, stride, bits, type }: RowFormat,
  { palette, transparency }: { palette: Buffer | undefined; transparency: Buffer | undefined },
): Uint8Array {
  const rgba = new Uint8Array(widthPx * heightPx * 4);
  const samples = samplesOf[type]!;
  const most = 2 ** bits - 1;
  for (let y = 0, to = 0; y < heightPx; y++) {
    const start = y * (stride + 1) + 1;
    for (let x = 0; x < widthPx; x++, to += 4) {
      const at = start + ((x * samples * bits) >> 3);
      const value = bits === 8 ? rows[at]! : (rows[at]! >> (8 - bits - ((x * bits) & 7))) & most;
      if (type === 3) {
        for (let part = 0; part < 3; part++) rgba[to + part] = palette?.[value * 3 + part] ?? 0;
        rgba[to + 3] = transparency?.[value] ?? 255;
      } else if (samples < 3) {
        rgba.fill(Math.round((value * 255) / most), to, to + 3);
        rgba[to + 3] = samples === 2 ? rows[at + 1]! : 255;
      } else {
        rgba[to] = value;
        rgba[to + 1] = rows[at + 1]!;
        rgba[to + 2] = rows[at + 2]!;
        rgba[to + 3] = samples === 4 ? rows[at + 3]! : 255;
      }
    }
  }
  return rgba;
}
