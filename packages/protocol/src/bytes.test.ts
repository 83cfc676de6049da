import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter, concatBytes, decodeUtf8, encodeUtf8 } from './bytes.ts';
import { ProtocolViolation } from './errors.ts';

const field = fc.oneof(
  fc.record({ kind: fc.constant('u8' as const), value: fc.integer({ min: 0, max: 0xff }) }),
  fc.record({ kind: fc.constant('u16' as const), value: fc.integer({ min: 0, max: 0xffff }) }),
  fc.record({ kind: fc.constant('i16' as const), value: fc.integer({ min: -0x8000, max: 0x7fff }) }),
  fc.record({ kind: fc.constant('u32' as const), value: fc.integer({ min: 0, max: 0xffffffff }) }),
  fc.record({ kind: fc.constant('u64' as const), value: fc.maxSafeNat() }),
);

describe('bytes', () => {
  it('reads back what was written, across any growth of the buffer', () => {
    fc.assert(
      fc.property(
        fc.array(field),
        fc.uint8Array(),
        fc.integer({ min: 0, max: 8 }),
        (fields, tail, initial) => {
          const writer = new ByteWriter(initial);
          for (const { kind, value } of fields) writer[kind](value);
          const reader = new ByteReader(writer.bytes(tail).finish());
          for (const { kind, value } of fields) expect(reader[kind]()).toBe(value);
          expect(reader.remaining).toBe(tail.length);
          expect([...reader.rest()]).toEqual([...tail]);
          reader.end();
        },
      ),
    );
  });

  it('writes the highest byte first', () => {
    expect(new ByteWriter().u16(0x0102).u32(0x03040506).i16(-2).u64(7).finish()).toEqual(
      new Uint8Array([1, 2, 3, 4, 5, 6, 0xff, 0xfe, 0, 0, 0, 0, 0, 0, 0, 7]),
    );
  });

  it('never reads past the end, nor leaves anything unread', () => {
    const truncated = new ProtocolViolation('truncated');
    for (const [kind, size] of Object.entries({ u8: 1, u16: 2, i16: 2, u32: 4, u64: 8 })) {
      const reader = new ByteReader(new Uint8Array(size - 1));
      expect(() => reader[kind as 'u8']()).toThrow(truncated);
      expect(reader.remaining).toBe(size - 1);
    }
    expect(() => new ByteReader(new Uint8Array(3)).bytes(4)).toThrow(truncated);
    expect(() => new ByteReader(new Uint8Array(1)).end()).toThrow(new ProtocolViolation('trailing-bytes'));
  });

  it('reads within a view of a larger buffer', () => {
    const reader = new ByteReader(new Uint8Array([9, 9, 1, 2, 9]).subarray(2, 4));
    expect(reader.u16()).toBe(0x0102);
    expect(() => reader.u8()).toThrow(new ProtocolViolation('truncated'));
  });

  it('refuses counts that a number cannot hold', () => {
    const reader = new ByteReader(new Uint8Array([0, 0x20, 0, 0, 0, 0, 0, 0]));
    expect(() => reader.u64()).toThrow(new ProtocolViolation('malformed'));
  });

  it('copies where it says so', () => {
    const source = new Uint8Array([1, 2, 3, 4]);
    const copy = new ByteReader(source).copy(2);
    const view = new ByteReader(source).bytes(2);
    source[0] = 9;
    expect([copy[0], view[0]]).toEqual([1, 9]);
    expect(concatBytes(source, new Uint8Array(0), copy)).toEqual(new Uint8Array([9, 2, 3, 4, 1, 2]));
  });

  it('takes UTF-8 as it is, and nothing that is none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodeUtf8(encodeUtf8(text))).toBe(text);
      }),
    );
    expect(decodeUtf8(new Uint8Array([0xef, 0xbb, 0xbf, 0x41]))).toBe('\ufeffA');
    for (const bad of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80]])
      expect(() => decodeUtf8(new Uint8Array(bad))).toThrow(new ProtocolViolation('malformed'));
  });
});
