import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes } from './bytes.ts';
import { ProtocolViolation } from './errors.ts';
import { limits } from './limits.ts';
import { encodeRecord, RecordParser, type RecordType } from './records.ts';

const record = fc.oneof(
  fc.record({ type: fc.constant(1 as const), body: fc.uint8Array({ minLength: 1, maxLength: 200 }) }),
  fc.record({ type: fc.constant(2 as const), body: fc.uint8Array({ minLength: 20, maxLength: 2000 }) }),
);

/** Cuts bytes into pieces of these lengths, over and over. */
function cut(bytes: Bytes, lengths: readonly number[]): Bytes[] {
  const pieces: Bytes[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = lengths[i % lengths.length]!;
    pieces.push(bytes.slice(at, at + length));
    at += length;
  }
  return pieces;
}

function parse(pieces: readonly Bytes[]): { type: RecordType; body: Uint8Array }[] {
  const parser = new RecordParser();
  const found: { type: RecordType; body: Uint8Array }[] = [];
  for (const piece of pieces) {
    parser.push(piece, (type, body) => {
      found.push({ type, body: body.slice() });
      return true;
    });
  }
  return found;
}

function violationOf(...bytes: number[]): string | undefined {
  const codes = [1, bytes.length].map((size) => {
    try {
      parse(cut(new Uint8Array(bytes), [size]));
      return undefined;
    } catch (error) {
      if (error instanceof ProtocolViolation) return error.code;
      throw error;
    }
  });
  expect(codes[0]).toBe(codes[1]);
  return codes[0];
}

describe('records', () => {
  it('RC1 lays a record out as type, 0, length and body', () => {
    expect(encodeRecord(2, new Uint8Array(300)).slice(0, 5)).toEqual(new Uint8Array([2, 0, 1, 44, 0]));
  });

  it('RC3 finds the same records however the pipe cuts them', () => {
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 }),
        (records, lengths) => {
          const bytes = concatBytes(...records.map(({ type, body }) => encodeRecord(type, body)));
          const found = parse(cut(bytes, lengths));
          expect(found).toEqual(records.map(({ type, body }) => ({ type, body: new Uint8Array(body) })));
          expect(parse(cut(bytes, [1]))).toEqual(found);
        },
      ),
    );
  });

  it('RC2 refuses a header before it keeps anything for it', () => {
    expect(violationOf(0, 0, 0, 1)).toBe('unknown-type');
    expect(violationOf(3, 0, 0, 1)).toBe('unknown-type');
    expect(violationOf(1, 1, 0, 1)).toBe('malformed');
    expect(violationOf(1, 0, 0, 0)).toBe('malformed');
    expect(violationOf(2, 0, 0, 19)).toBe('malformed');
    expect(violationOf(1, 0, 4, 1)).toBe('too-long');
    expect(violationOf(2, 0, 64, 17)).toBe('too-long');
    expect(violationOf(1, 0, 4, 0)).toBeUndefined();
    expect(violationOf(2, 0, 64, 16)).toBeUndefined();
    expect(limits.handshakeBytes).toBe(4 * 256);
    expect(limits.recordPlaintextBytes).toBe(64 * 256);
  });

  it('RC3 answers any bytes with records or a violation', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        violationOf(...bytes);
      }),
    );
  });

  it('RC3 drops the rest when the one who takes the records says stop', () => {
    const parser = new RecordParser();
    const bodies: number[] = [];
    const bytes = concatBytes(...[1, 2, 3].map((i) => encodeRecord(1, new Uint8Array([i]))));
    parser.push(bytes, (_type, body) => {
      bodies.push(body[0]!);
      return bodies.length < 2;
    });
    expect(bodies).toEqual([1, 2]);
  });
});
