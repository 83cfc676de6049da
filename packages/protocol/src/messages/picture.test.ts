import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bytes, ByteWriter } from '../bytes.ts';
import { ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';
import {
  decodePicture,
  decodePictureAnswer,
  encodePicture,
  encodePictureAnswer,
  exactTilesRawBytes,
  type PictureMessage,
  payloadBoundBytes,
  pictureSequence,
  type Rect,
  type ScreenSize,
} from './picture.ts';

const size: ScreenSize = { widthPx: 1366, heightPx: 768 };
const sizeOf = (screen: number) => (screen === 3 ? size : undefined);

const rect: fc.Arbitrary<Rect> = fc
  .tuple(fc.nat(size.widthPx - 1), fc.nat(size.heightPx - 1), fc.integer({ min: 1, max: 64 }), fc.nat(15))
  .map(([xPx, yPx, width, height]) => ({
    xPx,
    yPx,
    widthPx: Math.min(width, size.widthPx - xPx),
    heightPx: Math.min(height + 1, size.heightPx - yPx),
  }));
const operation = fc
  .record({ rects: fc.array(rect, { minLength: 1, maxLength: 20 }), seed: fc.uint8Array({ maxLength: 40 }) })
  .map(({ rects, seed }) => ({
    type: 'exact-tiles' as const,
    rects,
    pixels: rects.reduce((sum, { widthPx, heightPx }) => sum + widthPx * heightPx, 0),
    payload: seed,
  }));
const update: fc.Arbitrary<PictureMessage> = fc.record({
  type: fc.constant('update' as const),
  screen: fc.constant(3),
  sequence: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  operations: fc.array(operation, { minLength: 1, maxLength: 5 }),
});
const resize: fc.Arbitrary<PictureMessage> = fc.record({
  type: fc.constant('resize' as const),
  screen: fc.nat(limits.screens - 1),
  widthPx: fc.integer({ min: 1, max: limits.screenMaxWidthPx }),
  heightPx: fc.integer({ min: 1, max: limits.screenMaxHeightPx }),
});

/** An update by hand: header, then operations as given. */
function updateOf(...operations: ByteWriter[]): Bytes {
  const writer = new ByteWriter().u8(2).u8(3).u32(7);
  for (const operation of operations) writer.bytes(operation.finish());
  return writer.finish();
}

function exactTiles(
  rects: readonly (readonly number[])[],
  payloadBytes = 1,
  count = rects.length,
): ByteWriter {
  const writer = new ByteWriter()
    .u8(1)
    .u32(2 + rects.length * 8 + payloadBytes)
    .u16(count);
  for (const fields of rects) for (const field of fields) writer.u16(field);
  return writer.bytes(new Uint8Array(payloadBytes));
}

const violation = (code: string) => expect.objectContaining({ name: 'ProtocolViolation', code });
const decode = (bytes: Uint8Array) => () => decodePicture(bytes, sizeOf);

describe('picture messages', () => {
  test('UP1–UP6 every message comes back as it was, in exactly the bytes it needs', () => {
    fc.assert(
      fc.property(fc.oneof(update, resize), (message) => {
        const bytes = encodePicture(message);
        expect(bytes.byteLength).toBe(bytes.buffer.byteLength);
        expect(decodePicture(bytes, sizeOf)).toEqual(message);
        expect(pictureSequence(bytes)).toBe(message.type === 'update' ? message.sequence : undefined);
      }),
    );
  });

  test('UP2 has this layout', () => {
    expect(encodePicture({ type: 'resize', screen: 2, widthPx: 1366, heightPx: 768 })).toEqual(
      Uint8Array.of(1, 2, 0x05, 0x56, 0x03, 0x00),
    );
  });

  test('UP3–UP6 have this layout', () => {
    const rects = [{ xPx: 1, yPx: 2, widthPx: 3, heightPx: 258 }];
    const operations = [{ type: 'exact-tiles' as const, rects, pixels: 774, payload: Uint8Array.of(9, 8) }];
    expect(encodePicture({ type: 'update', screen: 0, sequence: 0x01020304, operations })).toEqual(
      Uint8Array.of(2, 0, 1, 2, 3, 4, 1, 0, 0, 0, 12, 0, 1, 0, 1, 0, 2, 0, 3, 1, 2, 9, 8),
    );
  });

  test('a truncated or flipped message is a typed error or another valid message', () => {
    fc.assert(
      fc.property(fc.oneof(update, resize), fc.nat(), fc.nat(7), fc.boolean(), (message, at, bit, cut) => {
        const bytes = encodePicture(message);
        const index = at % bytes.length;
        const damaged = cut ? bytes.subarray(0, index) : bytes.slice();
        if (!cut) damaged[index]! ^= 1 << bit;
        try {
          decodePicture(damaged, sizeOf);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolViolation);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('UP1 rejects an unknown kind and an unknown screen number', () => {
    expect(decode(Uint8Array.of(3, 0, 0, 1, 0, 1))).toThrow(violation('unknown-type'));
    expect(decode(Uint8Array.of(1, 16, 0, 1, 0, 1))).toThrow(violation('out-of-range'));
  });

  test('UP2 rejects a size that is nothing or too large', () => {
    for (const [widthPx, heightPx] of [
      [0, 5],
      [5, 0],
      [limits.screenMaxWidthPx + 1, 5],
      [5, limits.screenMaxHeightPx + 1],
    ] as const) {
      const bytes = new ByteWriter().u8(1).u8(0).u16(widthPx).u16(heightPx).finish();
      expect(decode(bytes)).toThrow(violation('out-of-range'));
    }
  });

  test('UP3 rejects an update of a screen that has no size yet', () => {
    const bytes = updateOf(exactTiles([[0, 0, 1, 1]]));
    bytes[1] = 4;
    expect(decode(bytes)).toThrow(violation('unexpected-message'));
  });

  test('UP4 rejects an update without operations and an unknown operation', () => {
    expect(decode(updateOf())).toThrow(violation('truncated'));
    expect(decode(updateOf(new ByteWriter().u8(9).u32(0)))).toThrow(violation('unknown-type'));
  });

  test('UP5 rejects a rect that is empty or outside the screen', () => {
    for (const fields of [
      [0, 0, 0, 1],
      [0, 0, 1, 0],
      [1366, 0, 1, 1],
      [1360, 0, 7, 1],
      [0, 760, 1, 9],
      [65_535, 65_535, 65_535, 65_535],
    ]) {
      expect(decode(updateOf(exactTiles([fields])))).toThrow(violation('rect-out-of-bounds'));
    }
  });

  test('UP5 rejects an operation without rects and one that claims more than it has', () => {
    expect(decode(updateOf(exactTiles([])))).toThrow(violation('malformed'));
    expect(decode(updateOf(exactTiles([[0, 0, 1, 1]], 1, 65_535)))).toThrow(violation('truncated'));
  });

  test('UP5 rejects more rects in one update than the limit', () => {
    const half = exactTiles(Array.from({ length: 40_000 }, (_, i) => [i % 1366, Math.floor(i / 1366), 1, 1]));
    expect(decode(updateOf(half, half))).toThrow(violation('too-many-rects'));
  });

  test('UP7 rejects an operation that paints more pixels than one may', () => {
    expect(decode(updateOf(exactTiles([[0, 0, 1366, 192]])))).toThrow(violation('out-of-range'));
    expect(decode(updateOf(exactTiles([[0, 0, 1366, 191]])))).not.toThrow();
  });

  test('UP7 rejects an update that paints more pixels than the screen has', () => {
    const most = Array.from({ length: 4 }, () => exactTiles([[0, 0, 1366, 191]]));
    expect(decode(updateOf(...most, exactTiles([[0, 0, 1366, 4]])))).not.toThrow();
    expect(decode(updateOf(...most, exactTiles([[0, 0, 1366, 5]])))).toThrow(violation('out-of-range'));
  });

  test('UP7 rejects a payload that is longer than zstd can make of its pixels', () => {
    const bound = payloadBoundBytes(exactTilesRawBytes(16));
    expect(decode(updateOf(exactTiles([[0, 0, 4, 4]], bound)))).not.toThrow();
    expect(decode(updateOf(exactTiles([[0, 0, 4, 4]], bound + 1)))).toThrow(violation('too-long'));
  });

  test('UP9 the answer comes back as it was; anything else is a violation', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (sequence) => {
        expect(decodePictureAnswer(encodePictureAnswer({ type: 'painted', sequence }))).toEqual({
          type: 'painted',
          sequence,
        });
      }),
    );
    expect(() => decodePictureAnswer(Uint8Array.of(2, 0, 0, 0, 0))).toThrow(violation('unknown-type'));
    expect(() => decodePictureAnswer(Uint8Array.of(1, 0, 0, 0))).toThrow(violation('truncated'));
    expect(() => decodePictureAnswer(Uint8Array.of(1, 0, 0, 0, 0, 0))).toThrow(violation('trailing-bytes'));
  });
});
