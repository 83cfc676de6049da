import { crc32, deflateSync } from 'node:zlib';
import { drawMark } from './draw.ts';
import { readMark } from './mark.ts';

/** Windows' sizes at scalings from 100 to 400 %. */
const SIZES_PX = [16, 20, 24, 32, 40, 48, 64, 256] as const;
/** From here on pictures are PNG; older readers want smaller ones as bitmaps. */
const PNG_FROM_PX = 256;

/** The project's mark as a Windows icon file. */
export function makeIcon(): Uint8Array {
  const mark = readMark();
  const pictures = SIZES_PX.map((sizePx) => {
    const rgba = drawMark(mark, sizePx);
    return { sizePx, bytes: sizePx >= PNG_FROM_PX ? png(rgba, sizePx) : bitmap(rgba, sizePx) };
  });
  const directory = Buffer.alloc(6 + 16 * pictures.length);
  directory.writeUInt16LE(1, 2);
  directory.writeUInt16LE(pictures.length, 4);
  let offset = directory.length;
  pictures.forEach(({ sizePx, bytes }, index) => {
    const at = 6 + 16 * index;
    directory.writeUInt8(sizePx % 256, at);
    directory.writeUInt8(sizePx % 256, at + 1);
    directory.writeUInt16LE(1, at + 4);
    directory.writeUInt16LE(32, at + 6);
    directory.writeUInt32LE(bytes.length, at + 8);
    directory.writeUInt32LE(offset, at + 12);
    offset += bytes.length;
  });
  return Buffer.concat([directory, ...pictures.map(({ bytes }) => bytes)]);
}

/** BITMAPINFOHEADER, BGRA rows from the bottom, and a mask that the alpha makes needless. */
function bitmap(rgba: Uint8Array, sizePx: number): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(sizePx, 4);
  header.writeInt32LE(sizePx * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const pixels = Buffer.alloc(sizePx * sizePx * 4);
  for (let row = 0; row < sizePx; row++) {
    const from = (sizePx - 1 - row) * sizePx * 4;
    pixels.set(rgba.subarray(from, from + sizePx * 4), row * sizePx * 4);
  }
  for (let at = 0; at < pixels.length; at += 4) {
    const red = pixels[at]!;
    pixels[at] = pixels[at + 2]!;
    pixels[at + 2] = red;
  }
  const mask = Buffer.alloc(Math.ceil(sizePx / 32) * 4 * sizePx);
  return Buffer.concat([header, pixels, mask]);
}

/** PNG (ISO/IEC 15948), RGBA of 8 bits, no filter. */
function png(rgba: Uint8Array, sizePx: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sizePx, 0);
  header.writeUInt32BE(sizePx, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Buffer.alloc(sizePx * (1 + sizePx * 4));
  for (let row = 0; row < sizePx; row++) {
    rows.set(rgba.subarray(row * sizePx * 4, (row + 1) * sizePx * 4), row * (1 + sizePx * 4) + 1);
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(typed), 4);
  return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)]);
}
