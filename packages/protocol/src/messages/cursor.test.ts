import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';
import { type CursorShape, decodeCursor, encodeCursor } from './cursor.ts';

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

function codeOf(bytes: Uint8Array): string | undefined {
  try {
    decodeCursor(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolViolation) return error.code;
    throw error;
  }
}

describe('cursor messages', () => {
  it('CU1 gives back every shape', () => {
    fc.assert(
      fc.property(shape, (cursor) => {
        expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
      }),
    );
  });

  it('CU1 keeps its own copy of the pixels', () => {
    const bytes = encodeCursor({
      widthPx: 1,
      heightPx: 1,
      hotspotXPx: 0,
      hotspotYPx: 0,
      rgba: new Uint8Array([1, 2, 3, 4]),
    });
    const decoded = decodeCursor(bytes);
    bytes.fill(0);
    expect([...decoded.rgba]).toEqual([1, 2, 3, 4]);
  });

  it('CU2 answers any bytes with a shape or a violation, and never makes more pixels than it was given', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        if (codeOf(bytes) === undefined) expect(decodeCursor(bytes).rgba.length).toBe(bytes.length - 8);
      }),
      { numRuns: 1000 },
    );
  });

  it('CU2 refuses a shape that was cut or that has more behind it', () => {
    fc.assert(
      fc.property(shape, fc.nat(), (cursor, cut) => {
        const bytes = encodeCursor(cursor);
        expect(codeOf(bytes.subarray(0, cut % bytes.length))).toBe('truncated');
        expect(codeOf(new Uint8Array([...bytes, 0]))).toBe('trailing-bytes');
      }),
    );
  });

  it.each([
    ['a width', [1, 1, 0, 0, 0, 0, 0, 0]],
    ['a height', [0, 0, 1, 1, 0, 0, 0, 0]],
    ['a hotspot outside', [0, 1, 0, 1, 0, 2, 0, 0]],
  ])('CU2 refuses %s that is out of range', (_what, bytes) => {
    expect(limits.cursorMaxPx).toBe(256);
    expect(codeOf(new Uint8Array(bytes))).toBe('out-of-range');
  });
});
