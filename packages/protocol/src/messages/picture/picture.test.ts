import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bytes, ByteWriter } from '../../bytes.ts';
import { ProtocolViolation } from '../../errors.ts';
import { limits } from '../../limits.ts';
import { decodePictureAnswer, encodePictureAnswer, type PictureAnswer } from './answers.ts';
import { type CacheRun, cachedTilePx, type PictureSize } from './cache-runs.ts';
import {
  operationSizeBytes,
  type PictureOperation,
  payloadBoundBytes,
  planesRawBytes,
  textBoundBytes,
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
const { width: TILE_WIDTH, height: TILE_HEIGHT } = cachedTilePx;
/** Of few numbers, so that a run's are often those that the one before it lets expect. */
const run = fc
  .record({
    row: fc.nat(3),
    column: fc.nat(4),
    columns: fc.constantFrom(1, 1, 2, 40),
    place: fc.oneof(fc.nat(9), fc.nat(3900)),
  })
  .map(({ row, column, columns, place }) => {
    const xPx = column * TILE_WIDTH;
    const widthPx = Math.min(columns * TILE_WIDTH, size.widthPx - xPx);
    return { rect: { xPx, yPx: row * TILE_HEIGHT, widthPx, heightPx: TILE_HEIGHT }, place };
  });
const partOfRun = fc
  .tuple(run, fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3))
  .map(([{ rect, place }, left, top, right, bottom]) => ({
    rect: {
      xPx: rect.xPx + left,
      yPx: rect.yPx + top,
      widthPx: rect.widthPx - left - right,
      heightPx: rect.heightPx - top - bottom,
    },
    place,
  }));
const operation: fc.Arbitrary<PictureOperation> = fc.oneof(
  painted.map((tiles) => ({ type: 'planes' as const, ...tiles })),
  painted.map((tiles) => ({ type: 'photo' as const, ...tiles })),
  fc.tuple(painted, fc.boolean()).map(([tiles, isAnew]) => ({ type: 'text' as const, ...tiles, isAnew })),
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
    runs: fc.array(run, { minLength: 1, maxLength: 20 }),
  }),
  fc.record({
    type: fc.constant('recall' as const),
    runs: fc.array(fc.oneof(run, partOfRun), { minLength: 1, maxLength: 20 }),
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

/** Tiles of a rect from the top left corner, with places from 0 on. */
function rowsOf({ widthPx, heightPx }: Rect): CacheRun[] {
  const columns = Math.ceil(widthPx / TILE_WIDTH);
  return Array.from({ length: Math.ceil(heightPx / TILE_HEIGHT) }, (_, row) => ({
    rect: at(0, row * TILE_HEIGHT, widthPx, Math.min(TILE_HEIGHT, heightPx - row * TILE_HEIGHT)),
    place: row * columns,
  }));
}

/** An operation's bytes by hand, after the update's header. */
function raw(kind: number, body: ByteWriter): Bytes {
  const bytes = body.finish();
  return new ByteWriter().u8(2).u8(3).u32(7).u8(kind).u32(bytes.length).bytes(bytes).finish();
}

/** Runs by hand, each in its own bytes. */
function runs(kind: number, ...runs: readonly (readonly number[])[]): Bytes {
  return raw(kind, new ByteWriter().u16(runs.length).bytes(Uint8Array.from(runs.flat())));
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
      { type: 'photo', rects: [at(1, 2, 3, 4)], pixels: 12, payload: Uint8Array.of(9) },
      [3, 0, 0, 0, 11, 0, 1, 0, 1, 0, 2, 0, 3, 0, 4, 9],
    ],
    [
      'UP12',
      { type: 'text', rects: [at(1, 2, 3, 4)], pixels: 12, isAnew: false, payload: Uint8Array.of(9, 8) },
      [2, 0, 0, 0, 13, 0, 1, 0, 1, 0, 2, 0, 3, 0, 4, 0, 9, 8],
    ],
    [
      'UP12, anew,',
      {
        type: 'text',
        rects: [at(1, 2, 3, 4), at(258, 0, 1, 1)],
        pixels: 13,
        isAnew: true,
        payload: Uint8Array.of(9),
      },
      [2, 0, 0, 0, 20, 0, 2, 0, 1, 0, 2, 0, 3, 0, 4, 1, 2, 0, 0, 0, 1, 0, 1, 1, 9],
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
      {
        type: 'keep',
        runs: [
          { rect: at(0, 0, 32, 16), place: 0 },
          { rect: at(32, 0, 32, 16), place: 258 },
          { rect: at(0, 16, 512, 16), place: 259 },
          { rect: at(0, 32, 512, 16), place: 275 },
          { rect: at(64, 32, 32, 16), place: 295 },
          { rect: at(96, 32, 64, 16), place: 290 },
        ],
      },
      [
        ...[6, 0, 0, 0, 17, 0, 6, 0b00_01_00_00, 0b00_00_00_11, 1, 2, 0b01_10_11_00, 0, 2, 0],
        ...[0b01_01_00_00, 0b00_10_01_01, 2, 4, 0b00_00_10_10, 64, 6],
      ],
    ],
    [
      'UP16',
      {
        type: 'recall',
        runs: [
          { rect: at(300, 258, 5, 7), place: 258 },
          { rect: at(332, 261, 5, 1), place: 259 },
          { rect: at(340, 261, 12, 1), place: 259 },
        ],
      },
      [
        ...[7, 0, 0, 0, 19, 0, 3, 0b11_11_10_11, 1, 2, 7, 1, 44, 5, 1, 2],
        ...[0b10_11_00_00, 0x50, 1, 76, 0b00_11_01_10, 1, 84, 1],
      ],
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

  test('UP5 rejects a rect that is empty or outside the screen, wherever one is', () => {
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
        { ...planes([wrong]), type: 'photo' },
        { ...planes([wrong]), type: 'text', isAnew: false },
        { type: 'lossy', rect: wrong, quality: 1, payload: new Uint8Array(1) },
        { type: 'moves', moves: [{ rect: wrong, fromXPx: 0, fromYPx: 0 }] },
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
    const text = { ...planes([at(0, 0, 1366, 192)]), type: 'text', isAnew: false } as PictureOperation;
    expect(decode(updateOf(text))).toThrow(violation('out-of-range'));
  });

  test('UP7 rejects an update that paints its screen more often than it may, by whatever means', () => {
    const screen = at(0, 0, 1366, 768);
    const move: PictureOperation = { type: 'moves', moves: [{ rect: screen, fromXPx: 0, fromYPx: 0 }] };
    const recall: PictureOperation = { type: 'recall', runs: rowsOf(screen) };
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

  test('UP12 rejects text that begins anew in a way that there is not, lacks to say so, or is longer than its pixels can take', () => {
    const rects = [at(0, 0, 4, 4), at(9, 9, 1, 3)];
    const text = (payloadBytes: number) =>
      updateOf({ type: 'text', rects, pixels: 19, isAnew: false, payload: new Uint8Array(payloadBytes) });
    expect(textBoundBytes(19)).toBe(19 * 32 + 16);
    expect(decode(text(624))).not.toThrow();
    expect(decode(text(625))).toThrow(violation('too-long'));
    expect(textBoundBytes(limits.pixelsPerOperation)).toBe(768 * 1024);
    const bytes = text(0);
    expect(decode(bytes)).not.toThrow();
    bytes[bytes.length - 1] = 1;
    expect(decode(bytes)).not.toThrow();
    bytes[bytes.length - 1] = 2;
    expect(decode(bytes)).toThrow(violation('out-of-range'));
    const without = new ByteWriter().u16(1).u16(0).u16(0).u16(1).u16(1);
    expect(decode(raw(2, without))).toThrow(violation('truncated'));
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
      expect(run(at(0, 0, 128, 16), 3997)).toThrow(violation('out-of-range'));
      for (const odd of [at(1, 0, 32, 16), at(0, 1, 32, 15), at(0, 0, 31, 16), at(0, 0, 32, 15)]) {
        if (type === 'keep') expect(run(odd, 0)).toThrow(violation('malformed'));
        else expect(run(odd, 0)).not.toThrow();
      }
    }
  });

  test('UP16 a part of a tile counts as the tile: what a rect touches must have its places', () => {
    const run = (rect: Rect, place: number) => decode(updateOf({ type: 'recall', runs: [{ rect, place }] }));
    expect(run(at(33, 17, 1, 1), 3999)).not.toThrow();
    expect(run(at(31, 14, 34, 2), 3997)).not.toThrow();
    expect(run(at(31, 14, 34, 2), 3998)).toThrow(violation('out-of-range'));
  });

  test.each([
    ['given rows', [0b11_01_00_00, 0, 15, 2]],
    ['its last row and one more', [0b10_01_00_00, 0xf1]],
    ['sixteen from its second', [0b10_01_00_00, 0x1f]],
  ])('UP15 UP16 reject a run that is not within one row of tiles, by %s', (_, bytes) => {
    for (const kind of [6, 7]) expect(decode(runs(kind, bytes))).toThrow(violation('malformed'));
  });

  test('UP15 UP16 reject what the run before does not bear, and what a run lacks', () => {
    const first = [0b00_01_00_00];
    for (const [wrong, code] of [
      [[first, [0b00_00_00_10, 2]], 'out-of-range'],
      [[first, [0b00_00_00_11, 0x0f, 0xa0]], 'out-of-range'],
      [[[0b11_01_00_00, 2, 240, 16], [0b01_01_00_00]], 'rect-out-of-bounds'],
      [[[0b00_10_00_00, 42]], 'rect-out-of-bounds'],
      [[[0b00_01_10_00, 0]], 'rect-out-of-bounds'],
      [[[0b11_01_00_00, 0, 0, 0]], 'rect-out-of-bounds'],
      [[first, [0b11_01_00_00, 0, 0]], 'truncated'],
      [[first, [0b00_00_11_00, 0]], 'truncated'],
      [[first, [0b00_00_00_01]], 'truncated'],
    ] as const)
      for (const kind of [6, 7]) expect(decode(runs(kind, ...wrong))).toThrow(violation(code));
  });

  test('UP4 rejects bytes behind what an operation holds', () => {
    expect(decode(runs(7, [0b00_01_00_00]))).not.toThrow();
    expect(decode(runs(7, [0b00_01_00_00, 0]))).toThrow(violation('trailing-bytes'));
  });

  test('UP15 rejects keeping more than the screen in one update', () => {
    const keep: PictureOperation = { type: 'keep', runs: rowsOf(at(0, 0, 1366, 768)) };
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
