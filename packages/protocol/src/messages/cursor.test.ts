import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../limits.ts';
import { violationCodeOf } from '../testing/index.ts';
import { type CursorMessage, type CursorShape, decodeCursor, encodeCursor } from './cursor.ts';

const shape: fc.Arbitrary<CursorShape> = fc
  .record({ widthPx: fc.nat(20), heightPx: fc.nat(20) })
  .chain(({ widthPx, heightPx }) =>
    fc.record(
      {
        widthPx: fc.constant(widthPx),
        heightPx: fc.constant(heightPx),
        hotspotXPx: fc.nat(widthPx),
        hotspotYPx: fc.nat(heightPx),
        rgba: fc
          .uint8Array({ minLength: widthPx * heightPx * 4, maxLength: widthPx * heightPx * 4 })
          .map((bytes) => new Uint8Array(bytes)),
      },
      { noNullPrototype: true },
    ),
  );

const place: fc.Arbitrary<CursorMessage> = fc
  .record({ screen: fc.nat(15), xPx: fc.nat(7679), yPx: fc.nat(4319) }, { noNullPrototype: true })
  .map((at) => ({ type: 'place', place: at }));
const message: fc.Arbitrary<CursorMessage> = fc.oneof(
  fc.constant<CursorMessage>({ type: 'own' }),
  place,
  shape.map((cursor): CursorMessage => ({ type: 'shape', shape: cursor })),
);

const codeOf = (bytes: Uint8Array) => violationCodeOf(() => decodeCursor(bytes));

describe('cursor messages', () => {
  it('CU1 CU3 CU4 gives back every shape and every place', () => {
    fc.assert(
      fc.property(message, (cursor) => {
        expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
      }),
    );
  });

  it('CU1 CU3 CU4 has the bytes that the document says', () => {
    const shape = { widthPx: 1, heightPx: 1, hotspotXPx: 0, hotspotYPx: 1, rgba: Uint8Array.of(1, 2, 3, 4) };
    expect([...encodeCursor({ type: 'shape', shape })]).toEqual([1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 2, 3, 4]);
    const place = { screen: 2, xPx: 640, yPx: 480 };
    expect([...encodeCursor({ type: 'place', place })]).toEqual([2, 2, 2, 0x80, 1, 0xe0]);
    expect([...encodeCursor({ type: 'own' })]).toEqual([3]);
  });

  it('CU1 keeps its own copy of the pixels', () => {
    const rgba = new Uint8Array([1, 2, 3, 4]);
    const shape = { widthPx: 1, heightPx: 1, hotspotXPx: 0, hotspotYPx: 0, rgba };
    const bytes = encodeCursor({ type: 'shape', shape });
    const decoded = decodeCursor(bytes);
    bytes.fill(0);
    if (decoded.type !== 'shape') throw new Error('it was a shape');
    expect([...decoded.shape.rgba]).toEqual([1, 2, 3, 4]);
  });

  it('CU2 answers any bytes with what they say or a violation, and never makes more pixels than it was given', () => {
    const kinds = fc.oneof(fc.constantFrom(1, 2, 3), fc.nat(255));
    fc.assert(
      fc.property(kinds, fc.uint8Array({ maxLength: 64 }), (kind, rest) => {
        const bytes = new Uint8Array([kind, ...rest]);
        if (codeOf(bytes) !== undefined) return;
        // What was taken is all that there is: it has no other bytes.
        expect([...encodeCursor(decodeCursor(bytes))]).toEqual([...bytes]);
      }),
      { numRuns: 2000 },
    );
  });

  it('CU2 answers a shape or place with a flipped bit with what it says now or a violation', () => {
    fc.assert(
      fc.property(message, fc.nat(), (cursor, at) => {
        const bytes = encodeCursor(cursor);
        bytes[(at >> 3) % bytes.length]! ^= 1 << (at & 7);
        if (codeOf(bytes) === undefined) expect([...encodeCursor(decodeCursor(bytes))]).toEqual([...bytes]);
      }),
      { numRuns: 1000 },
    );
  });

  it('CU2 refuses a message that was cut or that has more behind it', () => {
    fc.assert(
      fc.property(message, fc.nat(), (cursor, cut) => {
        const bytes = encodeCursor(cursor);
        expect(codeOf(bytes.subarray(0, cut % bytes.length))).toBe('truncated');
        expect(codeOf(new Uint8Array([...bytes, 0]))).toBe('trailing-bytes');
      }),
    );
  });

  it.each([
    ['a width', [1, 1, 1, 0, 0, 0, 0, 0, 0]],
    ['a height', [1, 0, 0, 1, 1, 0, 0, 0, 0]],
    ['a hotspot outside', [1, 0, 1, 0, 1, 0, 2, 0, 0]],
    ['a screen', [2, 16, 0, 0, 0, 0]],
    ['a place right of every screen', [2, 0, 0x1e, 0x00, 0, 0]],
    ['a place below every screen', [2, 0, 0, 0, 0x10, 0xe0]],
  ])('CU2 refuses %s that is out of range', (_what, bytes) => {
    expect(limits.cursorMaxPx).toBe(256);
    expect(codeOf(new Uint8Array(bytes))).toBe('out-of-range');
  });

  it('CU2 refuses other kinds', () => {
    for (const kind of [0, 4, 255]) expect(codeOf(Uint8Array.of(kind, 0, 0, 0, 0, 0))).toBe('unknown-type');
  });
});
