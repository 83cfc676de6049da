import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bytes, ByteWriter } from '../../bytes.ts';
import { ProtocolViolation } from '../../errors.ts';
import { limits } from '../../limits.ts';
import { decodePictureAnswer, encodePictureAnswer, type PictureAnswer } from './answers.ts';
import {
  cachedTilePx,
  operationSizeBytes,
  type PictureOperation,
  type PictureSize,
  payloadBoundBytes,
  planesRawBytes,
} from './operations.ts';
import { decodePicture, encodePicture, type PictureMessage, pictureSequence } from './picture.ts';
import type { Rect } from './rect.ts';

const size: PictureSize = { widthPx: 1366, heightPx: 768, cachePlaces: 4000 };
const sizeOf = (screen: number) => (screen === 3 ? size : undefined);
const u16 = fc.integer({ min: 0, max: 65_535 });
const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const payload = fc.uint8Array({ maxLength: 40 });

const rect: fc.Arbitrary<Rect> = fc
  .tuple(fc.nat(size.widthPx - 1), fc.nat(size.heightPx - 1), fc.integer({ min: 1, max: 64 }), fc.nat(15))
  .map(([xPx, yPx, width, height]) => ({
    xPx,
    yPx,
    widthPx: Math.min(width, size.widthPx - xPx),
    heightPx: Math.min(height + 1, size.heightPx - yPx),
  }));
const painted = fc
  .record({ rects: fc.array(rect, { minLength: 1, maxLength: 20 }), payload })
  .map(({ rects, payload }) => ({
    rects,
    pixels: rects.reduce((sum, { widthPx, heightPx }) => sum + widthPx * heightPx, 0),
    payload,
  }));
const tileRect = fc.tuple(fc.nat(40), fc.nat(40), fc.nat(3), fc.nat(3)).map(([column, row, right, down]) => {
  const xPx = column * cachedTilePx.width;
  const yPx = row * cachedTilePx.height;
  return {
    xPx,
    yPx,
    widthPx: Math.min((right + 1) * cachedTilePx.width, size.widthPx - xPx),
    heightPx: (down + 1) * cachedTilePx.height,
  };
});
const operation: fc.Arbitrary<PictureOperation> = fc.oneof(
  painted.map((tiles) => ({ type: 'planes' as const, ...tiles })),
  painted.map((tiles) => ({ type: 'difference' as const, ...tiles })),
  fc.tuple(painted, fc.integer({ min: 1, max: 255 })).map(([tiles, count]) => ({
    type: 'palette' as const,
    ...tiles,
    colours: Uint8Array.from({ length: count * 3 }, (_, i) => (i * 7) & 255),
  })),
  fc.record({
    type: fc.constant('lossy' as const),
    rect,
    quality: fc.integer({ min: 1, max: limits.coarsestQuality }),
    payload,
  }),
  fc.array(fc.tuple(rect, fc.nat(999), fc.nat(999)), { minLength: 1, maxLength: 8 }).map((moves) => ({
    type: 'moves' as const,
    moves: moves.map(([to, x, y]) => ({
      rect: to,
      fromXPx: Math.floor((x * (size.widthPx - to.widthPx)) / 1000),
      fromYPx: Math.floor((y * (size.heightPx - to.heightPx)) / 1000),
    })),
  })),
  fc.record({
    type: fc.constantFrom('keep' as const, 'recall' as const),
    runs: fc.array(fc.record({ rect: tileRect, place: fc.nat(3900) }), { minLength: 1, maxLength: 8 }),
  }),
  fc.record({
    type: fc.constant('recall' as const),
    runs: fc.array(fc.record({ rect, place: fc.constant(0) }), { minLength: 1, maxLength: 8 }),
  }),
);
const update: fc.Arbitrary<PictureMessage> = fc.record(
  {
    type: fc.constant('update' as const),
    screen: fc.constant(3),
    sequence: u32,
    isUnhurried: fc.constant(true),
    operations: fc.array(operation, { minLength: 1, maxLength: 5 }),
  },
  { requiredKeys: ['type', 'screen', 'sequence', 'operations'] },
);
const resize: fc.Arbitrary<PictureMessage> = fc.record({
  type: fc.constant('resize' as const),
  screen: fc.nat(limits.screens - 1),
  widthPx: fc.integer({ min: 1, max: limits.screenMaxWidthPx }),
  heightPx: fc.integer({ min: 1, max: limits.screenMaxHeightPx }),
  cachePlaces: fc.nat(limits.cachedTiles),
});
const coordinate = fc.integer({ min: -32_768, max: 32_767 });
const screens: fc.Arbitrary<PictureMessage> = fc
  .uniqueArray(
    fc.record({
      screen: fc.nat(limits.screens - 1),
      xPx: coordinate,
      yPx: coordinate,
      widthPx: fc.integer({ min: 1, max: limits.screenMaxWidthPx }),
      heightPx: fc.integer({ min: 1, max: limits.screenMaxHeightPx }),
      name: fc.string({ maxLength: 20 }),
    }),
    { minLength: 1, maxLength: limits.screens, selector: ({ screen }) => screen },
  )
  .map((all) => ({ type: 'screens' as const, screens: all }));
const statistics: fc.Arbitrary<PictureMessage> = fc
  .record({
    latencyP50TenthMs: u32,
    latencyP95TenthMs: u32,
    encodeTenthMs: u32,
    bytesPerSecond: u32,
    underWayBytes: u32,
    lineLosses: u32,
  })
  .map((all) => ({ type: 'statistics' as const, statistics: all }));
const message = fc.oneof({ weight: 4, arbitrary: update }, resize, screens, statistics);
const watch: fc.Arbitrary<PictureAnswer> = fc.record({
  type: fc.constant('watch' as const),
  cachePlaces: fc.nat(limits.cachedTiles),
  statistics: fc.boolean(),
  screens: fc.uniqueArray(
    fc.record({ screen: fc.nat(limits.screens - 1), maxWidthPx: u16, maxHeightPx: u16 }),
    { maxLength: limits.screens, selector: ({ screen }) => screen },
  ),
});

const violation = (code: string) => expect.objectContaining({ name: 'ProtocolViolation', code });
const decode = (bytes: Uint8Array) => () => decodePicture(bytes, sizeOf);

function updateOf(...operations: PictureOperation[]): Bytes {
  return encodePicture({ type: 'update', screen: 3, sequence: 7, operations });
}

const at = (xPx: number, yPx: number, widthPx: number, heightPx: number): Rect => ({
  xPx,
  yPx,
  widthPx,
  heightPx,
});

function planes(rects: readonly Rect[], payloadBytes = 1): PictureOperation {
  return { type: 'planes', rects, pixels: 0, payload: new Uint8Array(payloadBytes) };
}

/** An operation's bytes by hand, after the update's header. */
function raw(kind: number, body: ByteWriter): Bytes {
  const bytes = body.finish();
  return new ByteWriter().u8(2).u8(3).u32(7).u8(kind).u32(bytes.length).bytes(bytes).finish();
}

describe('picture messages', () => {
  test('UP1–UP20 every message comes back as it was, in exactly the bytes it needs', () => {
    fc.assert(
      fc.property(message, (message) => {
        const bytes = encodePicture(message);
        expect(bytes.byteLength).toBe(bytes.buffer.byteLength);
        expect(decodePicture(bytes, sizeOf)).toEqual(message);
        expect(pictureSequence(bytes)).toBe(message.type === 'update' ? message.sequence : undefined);
      }),
      { numRuns: 500 },
    );
  });

  test('UP2 has this layout', () => {
    expect(
      encodePicture({ type: 'resize', screen: 2, widthPx: 1366, heightPx: 768, cachePlaces: 258 }),
    ).toEqual(Uint8Array.of(1, 2, 0x05, 0x56, 0x03, 0x00, 1, 2));
  });

  test.each<[string, PictureOperation, number[]]>([
    [
      'UP6',
      { type: 'planes', rects: [at(1, 2, 3, 258)], pixels: 774, payload: Uint8Array.of(9, 8) },
      [1, 0, 0, 0, 12, 0, 1, 0, 1, 0, 2, 0, 3, 1, 2, 9, 8],
    ],
    [
      'UP11',
      { type: 'difference', rects: [at(1, 2, 3, 4)], pixels: 12, payload: Uint8Array.of(9) },
      [3, 0, 0, 0, 11, 0, 1, 0, 1, 0, 2, 0, 3, 0, 4, 9],
    ],
    [
      'UP12',
      {
        type: 'palette',
        rects: [at(1, 2, 3, 4)],
        pixels: 12,
        colours: Uint8Array.of(5, 6, 7),
        payload: Uint8Array.of(9),
      },
      [2, 0, 0, 0, 15, 0, 1, 0, 1, 0, 2, 0, 3, 0, 4, 1, 5, 6, 7, 9],
    ],
    [
      'UP13',
      { type: 'lossy', rect: at(1, 2, 3, 4), quality: 33, payload: Uint8Array.of(9) },
      [4, 0, 0, 0, 10, 0, 1, 0, 2, 0, 3, 0, 4, 33, 9],
    ],
    [
      'UP14',
      { type: 'moves', moves: [{ rect: at(1, 2, 3, 4), fromXPx: 258, fromYPx: 7 }] },
      [5, 0, 0, 0, 14, 0, 1, 0, 1, 0, 2, 0, 3, 0, 4, 1, 2, 0, 7],
    ],
    [
      'UP15',
      { type: 'keep', runs: [{ rect: at(32, 16, 32, 16), place: 258 }] },
      [6, 0, 0, 0, 12, 0, 1, 0, 32, 0, 16, 0, 32, 0, 16, 1, 2],
    ],
    [
      'UP16',
      { type: 'recall', runs: [{ rect: at(32, 16, 32, 16), place: 258 }] },
      [7, 0, 0, 0, 12, 0, 1, 0, 32, 0, 16, 0, 32, 0, 16, 1, 2],
    ],
  ])('%s has this layout', (_rule, operation, bytes) => {
    expect([...updateOf(operation)]).toEqual([2, 3, 0, 0, 0, 7, ...bytes]);
    expect(operationSizeBytes(operation)).toBe(bytes.length);
  });

  test('a truncated or flipped message is a typed error or another valid message', () => {
    fc.assert(
      fc.property(message, fc.nat(), fc.nat(7), fc.boolean(), (message, at, bit, cut) => {
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
      { numRuns: 2000 },
    );
  });

  test('UP1 rejects an unknown kind and an unknown screen number', () => {
    expect(decode(Uint8Array.of(9, 0, 0, 1, 0, 1, 0, 0))).toThrow(violation('unknown-type'));
    expect(decode(Uint8Array.of(1, 16, 0, 1, 0, 1, 0, 0))).toThrow(violation('out-of-range'));
  });

  test.each([
    [0, 5, 0],
    [5, 0, 0],
    [limits.screenMaxWidthPx + 1, 5, 0],
    [5, limits.screenMaxHeightPx + 1, 0],
    [5, 5, limits.cachedTiles + 1],
  ])('UP2 rejects %i × %i with %i places: nothing or too much', (widthPx, heightPx, cachePlaces) => {
    const bytes = encodePicture({ type: 'resize', screen: 0, widthPx, heightPx, cachePlaces });
    expect(decode(bytes)).toThrow(violation('out-of-range'));
  });

  test('UP3 rejects an update of a screen that has no size yet', () => {
    const bytes = updateOf(planes([at(0, 0, 1, 1)]));
    bytes[1] = 4;
    expect(decode(bytes)).toThrow(violation('unexpected-message'));
  });

  test('UP4 rejects an update without operations and an unknown operation', () => {
    expect(decode(updateOf())).toThrow(violation('truncated'));
    expect(decode(raw(99, new ByteWriter()))).toThrow(violation('unknown-type'));
  });

  test('UP5 rejects a rect that is empty or outside the screen, in every kind of operation', () => {
    for (const wrong of [
      at(0, 0, 0, 1),
      at(0, 0, 1, 0),
      at(1366, 0, 1, 1),
      at(1360, 0, 7, 1),
      at(0, 760, 1, 9),
      at(65_535, 65_535, 65_535, 65_535),
    ]) {
      for (const operation of [
        planes([wrong]),
        { ...planes([wrong]), type: 'difference' },
        { ...planes([wrong]), type: 'palette', colours: new Uint8Array(3) },
        { type: 'lossy', rect: wrong, quality: 1, payload: new Uint8Array(1) },
        { type: 'moves', moves: [{ rect: wrong, fromXPx: 0, fromYPx: 0 }] },
        { type: 'keep', runs: [{ rect: wrong, place: 0 }] },
        { type: 'recall', runs: [{ rect: wrong, place: 0 }] },
      ] as PictureOperation[])
        expect(decode(updateOf(operation))).toThrow(violation('rect-out-of-bounds'));
    }
  });

  test('UP5 rejects an operation without rects and one that claims more than it has', () => {
    for (const kind of [1, 2, 3, 5, 6, 7]) {
      expect(decode(raw(kind, new ByteWriter().u16(0)))).toThrow(violation('malformed'));
      expect(decode(raw(kind, new ByteWriter().u16(65_535).u16(0)))).toThrow(violation('truncated'));
    }
  });

  test('UP5 rejects more rects in one update than the limit', () => {
    const half = planes(Array.from({ length: 40_000 }, (_, i) => at(i % 1366, Math.floor(i / 1366), 1, 1)));
    expect(decode(updateOf(half, half))).toThrow(violation('too-many-rects'));
  });

  test('UP7 rejects an operation that paints more pixels than one may', () => {
    expect(decode(updateOf(planes([at(0, 0, 1366, 192)])))).toThrow(violation('out-of-range'));
    expect(decode(updateOf(planes([at(0, 0, 1366, 191)])))).not.toThrow();
    const lossy = { type: 'lossy', quality: 1, payload: new Uint8Array(1) } as const;
    expect(decode(updateOf({ ...lossy, rect: at(0, 0, 1366, 192) }))).toThrow(violation('out-of-range'));
  });

  test('UP7 rejects an update that paints its screen more often than it may, by whatever means', () => {
    const screen = at(0, 0, 1366, 768);
    const move: PictureOperation = { type: 'moves', moves: [{ rect: screen, fromXPx: 0, fromYPx: 0 }] };
    const recall: PictureOperation = { type: 'recall', runs: [{ rect: screen, place: 0 }] };
    const most = Array.from({ length: limits.paintsPerUpdate }, (_, i) => (i % 2 ? recall : move));
    expect(decode(updateOf(...most))).not.toThrow();
    expect(decode(updateOf(...most, planes([at(0, 0, 1, 1)])))).toThrow(violation('out-of-range'));
    expect(decode(updateOf(...most, { ...move }))).toThrow(violation('out-of-range'));
  });

  test('UP7 rejects a payload that is longer than zstd can make of its pixels', () => {
    const bound = payloadBoundBytes(planesRawBytes(16));
    expect(decode(updateOf(planes([at(0, 0, 4, 4)], bound)))).not.toThrow();
    expect(decode(updateOf(planes([at(0, 0, 4, 4)], bound + 1)))).toThrow(violation('too-long'));
  });

  test('UP13 rejects a quality that there is not', () => {
    for (const quality of [0, limits.coarsestQuality + 1]) {
      const lossy: PictureOperation = {
        type: 'lossy',
        rect: at(0, 0, 1, 1),
        quality,
        payload: new Uint8Array(),
      };
      expect(decode(updateOf(lossy))).toThrow(violation('out-of-range'));
    }
  });

  test('UP14 rejects a move from outside the screen', () => {
    const from = (fromXPx: number, fromYPx: number): PictureOperation => ({
      type: 'moves',
      moves: [{ rect: at(0, 0, 100, 100), fromXPx, fromYPx }],
    });
    expect(decode(updateOf(from(1266, 668)))).not.toThrow();
    expect(decode(updateOf(from(1267, 0)))).toThrow(violation('rect-out-of-bounds'));
    expect(decode(updateOf(from(0, 669)))).toThrow(violation('rect-out-of-bounds'));
  });

  test('UP15 UP16 reject tiles that are none and places that the cache does not have', () => {
    for (const type of ['keep', 'recall'] as const) {
      const run = (rect: Rect, place: number) => decode(updateOf({ type, runs: [{ rect, place }] }));
      expect(run(at(1344, 752, 22, 16), 3999)).not.toThrow();
      expect(run(at(1344, 752, 22, 16), 4000)).toThrow(violation('out-of-range'));
      expect(run(at(0, 0, 64, 32), 3997)).toThrow(violation('out-of-range'));
      for (const odd of [at(1, 0, 32, 16), at(0, 1, 32, 16), at(0, 0, 31, 16), at(0, 0, 32, 15)]) {
        if (type === 'keep') expect(run(odd, 0)).toThrow(violation('malformed'));
        else expect(run(odd, 0)).not.toThrow();
      }
    }
  });

  test('UP16 a part of a tile counts as the tile: what a rect touches must have its places', () => {
    const run = (rect: Rect, place: number) => decode(updateOf({ type: 'recall', runs: [{ rect, place }] }));
    expect(run(at(33, 17, 1, 1), 3999)).not.toThrow();
    expect(run(at(31, 15, 2, 2), 3996)).not.toThrow();
    expect(run(at(31, 15, 2, 2), 3997)).toThrow(violation('out-of-range'));
    expect(run(at(0, 15, 32, 2), 3999)).toThrow(violation('out-of-range'));
  });

  test('UP15 rejects keeping more than the screen in one update', () => {
    const keep: PictureOperation = { type: 'keep', runs: [{ rect: at(0, 0, 1366, 768), place: 0 }] };
    expect(decode(updateOf(keep))).not.toThrow();
    expect(decode(updateOf(keep, keep))).toThrow(violation('out-of-range'));
  });

  test('UP17 rejects no screens, too many, the same one twice, and names that are too long or no text', () => {
    const place = { screen: 0, xPx: 0, yPx: 0, widthPx: 1, heightPx: 1, name: '' };
    const of = (...screens: (typeof place)[]) => decode(encodePicture({ type: 'screens', screens }));
    expect(of()).toThrow(violation('out-of-range'));
    expect(of(...Array.from({ length: limits.screens + 1 }, (_, i) => ({ ...place, screen: i })))).toThrow(
      violation('out-of-range'),
    );
    expect(of(place, place)).toThrow(violation('malformed'));
    expect(of({ ...place, name: 'x'.repeat(limits.screenNameBytes + 1) })).toThrow(violation('too-long'));
    const bytes = encodePicture({ type: 'screens', screens: [{ ...place, name: 'x' }] });
    bytes[bytes.length - 1] = 0xff;
    expect(decode(bytes)).toThrow(violation('malformed'));
  });
});

describe('answers', () => {
  test('UP9 UP18 come back as they were; anything else is a violation', () => {
    const answer = fc.oneof(
      fc.record({
        type: fc.constant('painted' as const),
        sequence: u32,
        heldMs: fc.nat(limits.heldMs),
      }),
      watch,
    );
    fc.assert(
      fc.property(answer, (answer) => {
        expect(decodePictureAnswer(encodePictureAnswer(answer))).toEqual(answer);
      }),
    );
    expect(() => decodePictureAnswer(Uint8Array.of(9, 0, 0, 0, 0))).toThrow(violation('unknown-type'));
    expect(() => decodePictureAnswer(Uint8Array.of(1, 0, 0, 0, 0, 0))).toThrow(violation('truncated'));
    expect(() => decodePictureAnswer(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0))).toThrow(
      violation('trailing-bytes'),
    );
  });

  test('UP18 has this layout, and rejects what is out of range or named twice', () => {
    const screens = [{ screen: 2, maxWidthPx: 258, maxHeightPx: 3 }];
    const bytes = encodePictureAnswer({ type: 'watch', cachePlaces: 5, statistics: true, screens });
    expect([...bytes]).toEqual([2, 0, 0, 0, 5, 1, 1, 2, 1, 2, 0, 3]);
    for (const [index, value] of [
      [1, 1],
      [5, 2],
      [6, 17],
      [7, 16],
    ] as const) {
      const damaged = bytes.slice();
      damaged[index] = value;
      expect(() => decodePictureAnswer(damaged)).toThrow(violation('out-of-range'));
    }
    const twice = encodePictureAnswer({
      type: 'watch',
      cachePlaces: 0,
      statistics: false,
      screens: [...screens, ...screens],
    });
    expect(() => decodePictureAnswer(twice)).toThrow(violation('malformed'));
  });
});
