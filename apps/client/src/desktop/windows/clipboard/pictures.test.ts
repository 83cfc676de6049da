import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDib, encodeDib } from './dib.ts';
import { decodePng, encodePng, type Picture } from './png.ts';

const pictures: fc.Arbitrary<Picture> = fc
  .record({ widthPx: fc.integer({ min: 1, max: 9 }), heightPx: fc.integer({ min: 1, max: 9 }) })
  .chain(({ widthPx, heightPx }) =>
    fc
      .uint8Array({ minLength: widthPx * heightPx * 4, maxLength: widthPx * heightPx * 4 })
      .map((rgba) => ({ widthPx, heightPx, rgba })),
  );

const opaque = (picture: Picture): Picture => ({
  ...picture,
  rgba: picture.rgba.map((byte, at) => (at % 4 === 3 ? 255 : byte)),
});

/** A PNG as other programs make it: its header as given, its rows with their filters. */
function png(
  header: readonly number[],
  rows: readonly number[],
  more: Record<string, readonly number[]> = {},
): Buffer<ArrayBuffer> {
  const ihdr = Buffer.alloc(13);
  ihdr.writeUInt32BE(header[0]!, 0);
  ihdr.writeUInt32BE(header[1]!, 4);
  ihdr.set(header.slice(2), 8);
  const chunk = (type: string, body: Uint8Array) => {
    const bytes = Buffer.alloc(12 + body.length);
    bytes.writeUInt32BE(body.length, 0);
    bytes.write(type, 4, 'latin1');
    bytes.set(body, 8);
    return bytes;
  };
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', ihdr),
    ...Object.entries(more).map(([type, body]) => chunk(type, Uint8Array.from(body))),
    chunk('IDAT', deflateSync(Uint8Array.from(rows))),
    chunk('IEND', new Uint8Array()),
  ]);
}

const rgbaOf = (picture: Picture | undefined) => picture && [...picture.rgba];

describe('PNG', () => {
  it('comes back pixel for pixel', () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        expect(decodePng(encodePng(picture))).toEqual(picture);
      }),
    );
  });

  it.each([
    [
      'colours without alpha, rows after the left one',
      [2, 1, 8, 2, 0, 0, 0],
      [1, 1, 2, 3, 1, 1, 1],
      {},
      [1, 2, 3, 255, 2, 3, 4, 255],
    ],
    ['grey', [2, 1, 8, 0, 0, 0, 0], [0, 7, 9], {}, [7, 7, 7, 255, 9, 9, 9, 255]],
    [
      'grey of one bit',
      [3, 1, 1, 0, 0, 0, 0],
      [0, 0b1010_0000],
      {},
      [255, 255, 255, 255, 0, 0, 0, 255, 255, 255, 255, 255],
    ],
    ['grey and alpha', [1, 2, 8, 4, 0, 0, 0], [0, 5, 6, 2, 1, 1], {}, [5, 5, 5, 6, 6, 6, 6, 7]],
    [
      'a palette of four bits',
      [2, 1, 4, 3, 0, 0, 0],
      [0, 0x10],
      { PLTE: [1, 2, 3, 4, 5, 6], tRNS: [9] },
      [4, 5, 6, 255, 1, 2, 3, 9],
    ],
    [
      'the mean of left and up, and Paeth',
      [1, 3, 8, 0, 0, 0, 0],
      [0, 10, 3, 1, 4, 1],
      {},
      [10, 10, 10, 255, 6, 6, 6, 255, 7, 7, 7, 255],
    ],
  ] as const)('is read with %s', (_, header, rows, more, expected) => {
    expect(rgbaOf(decodePng(png(header, rows, more)))).toEqual([...expected]);
  });

  it('is nothing when it claims more than it has, or more than anybody shows', () => {
    expect(decodePng(png([2, 1, 8, 2, 0, 0, 0], [0, 1, 2, 3]))).toBeUndefined();
    expect(decodePng(png([1, 1, 8, 0, 0, 0, 0], [0, 1, 2]))).toBeUndefined();
    expect(decodePng(png([60_000, 60_000, 8, 6, 0, 0, 0], [0]))).toBeUndefined();
    expect(decodePng(png([1, 1, 8, 0, 0, 0, 0], [7, 1]))).toBeUndefined();
    expect(decodePng(png([1, 1, 8, 0, 0, 0, 1], [0, 1]))).toBeUndefined();
  });

  it('never throws, whatever was cut or turned over', () => {
    fc.assert(
      fc.property(pictures, fc.nat(), fc.nat(255), fc.nat(), (picture, at, byte, length) => {
        const bytes = encodePng(picture);
        bytes[at % bytes.length] = byte;
        decodePng(bytes.subarray(0, length % (bytes.length + 1)));
        decodePng(bytes);
      }),
    );
  });
});

describe('a bitmap on Windows’ clipboard', () => {
  it('comes back pixel for pixel, on white where it was clear', () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        expect(decodeDib(encodeDib(opaque(picture)))).toEqual(opaque(picture));
      }),
    );
    const clear = { widthPx: 1, heightPx: 1, rgba: Uint8Array.of(0, 0, 0, 0) };
    expect(rgbaOf(decodeDib(encodeDib(clear)))).toEqual([255, 255, 255, 255]);
  });

  function dib(
    fields: { width: number; height: number; bits: number; packing?: number; colours?: number },
    rest: readonly number[],
  ): Buffer<ArrayBuffer> {
    const bytes = Buffer.alloc(40 + rest.length);
    bytes.writeUInt32LE(40, 0);
    bytes.writeInt32LE(fields.width, 4);
    bytes.writeInt32LE(fields.height, 8);
    bytes.writeUInt16LE(1, 12);
    bytes.writeUInt16LE(fields.bits, 14);
    bytes.writeUInt32LE(fields.packing ?? 0, 16);
    bytes.writeUInt32LE(fields.colours ?? 0, 32);
    bytes.set(rest, 40);
    return bytes;
  }

  it.each([
    [
      '32 bits from the top',
      { width: 1, height: -2, bits: 32 },
      [3, 2, 1, 0, 6, 5, 4, 0],
      [1, 2, 3, 255, 4, 5, 6, 255],
    ],
    [
      '32 bits by masks',
      { width: 1, height: 1, bits: 32, packing: 3 },
      [0xff, 0, 0, 0, 0, 0xff, 0, 0, 0, 0, 0xff, 0, 1, 2, 3, 0],
      [1, 2, 3, 255],
    ],
    ['16 bits', { width: 2, height: 1, bits: 16 }, [0x1f, 0x7c, 0, 0], [255, 0, 255, 255, 0, 0, 0, 255]],
    [
      '8 bits with two colours',
      { width: 2, height: 1, bits: 8, colours: 2 },
      [3, 2, 1, 0, 6, 5, 4, 0, 1, 0, 0, 0],
      [4, 5, 6, 255, 1, 2, 3, 255],
    ],
    [
      'one bit',
      { width: 2, height: 1, bits: 1 },
      [0, 0, 0, 0, 9, 9, 9, 0, 0x40, 0, 0, 0],
      [0, 0, 0, 255, 9, 9, 9, 255],
    ],
  ] as const)('is read with %s', (_, fields, rest, expected) => {
    expect(rgbaOf(decodeDib(dib(fields, rest)))).toEqual([...expected]);
  });

  it('is nothing when it is shorter than it says, packed or huge', () => {
    expect(decodeDib(dib({ width: 2, height: 2, bits: 32 }, [1, 2, 3, 4]))).toBeUndefined();
    expect(decodeDib(dib({ width: 1, height: 1, bits: 8, packing: 1 }, [0, 0]))).toBeUndefined();
    expect(decodeDib(dib({ width: 2 ** 30, height: 2 ** 30, bits: 1 }, []))).toBeUndefined();
    expect(
      decodeDib(dib({ width: 1, height: 1, bits: 24, colours: 0xffff_ffff }, [1, 2, 3, 0])),
    ).toBeUndefined();
    expect(decodeDib(Buffer.alloc(0))).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(pictures, fc.nat(47), fc.nat(255), fc.nat(), (picture, at, byte, length) => {
        const bytes = encodeDib(picture);
        if (at < bytes.length) bytes[at] = byte;
        decodeDib(bytes);
        decodeDib(bytes.subarray(0, length % (bytes.length + 1)));
      }),
    );
  });
});
