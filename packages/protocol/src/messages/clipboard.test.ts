import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '../bytes.ts';
import { ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';
import {
  type ClipboardMessage,
  clipboardFormats,
  clipboardOutcomes,
  decodeClipboard,
  encodeClipboard,
  isPng,
} from './clipboard.ts';

const transfer = fc.integer({ min: 1, max: 0xffff_ffff });
const messages: fc.Arbitrary<ClipboardMessage> = fc.oneof(
  fc
    .tuple(transfer, fc.shuffledSubarray([...clipboardFormats], { minLength: 1 }))
    .chain(([number, formats]) =>
      fc.array(fc.integer({ min: 1, max: 5_000_000 }), { minLength: 3, maxLength: 3 }).map((sizes) => ({
        type: 'offer' as const,
        transfer: number,
        formats: formats.map((format, at) => ({ format, sizeBytes: sizes[at] ?? 1 })),
      })),
    ),
  fc.tuple(transfer, fc.uint8Array({ minLength: 1, maxLength: 200 })).map(([number, bytes]) => ({
    type: 'piece' as const,
    transfer: number,
    bytes: new Uint8Array(bytes),
  })),
  transfer.map((number) => ({ type: 'stop' as const, transfer: number })),
  fc.constant({ type: 'too-large' as const }),
  fc
    .tuple(transfer, fc.integer({ min: 0, max: limits.clipboardBytes }))
    .map(([number, bytes]) => ({ type: 'got' as const, transfer: number, bytes })),
  fc
    .tuple(transfer, fc.constantFrom(...clipboardOutcomes))
    .map(([number, outcome]) => ({ type: 'done' as const, transfer: number, outcome })),
);

function codeOf(bytes: Uint8Array): string | undefined {
  try {
    decodeClipboard(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolViolation) return error.code;
    throw error;
  }
}

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex')) as Bytes;

describe('clipboard messages', () => {
  it('CB1–CB5 come out as they went in', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(decodeClipboard(encodeClipboard(message))).toEqual(message);
      }),
    );
  });

  it('CB1 cut or bent bytes decode or break a rule, and never more', () => {
    fc.assert(
      fc.property(messages, fc.nat(), fc.nat(), (message, cut, at) => {
        const bytes = encodeClipboard(message);
        const whole = Uint8Array.from(bytes);
        whole[at % whole.length]! ^= 1 << (at % 8);
        codeOf(whole);
        codeOf(bytes.subarray(0, cut % bytes.length));
        codeOf(Uint8Array.of(...bytes, 1));
      }),
    );
  });

  it.each([
    ['07 00000001', 'unknown-type'],
    ['', 'truncated'],
    ['03 00000000', 'out-of-range'],
    ['03 00000001 00', 'trailing-bytes'],
    ['01 00000001 00', 'out-of-range'],
    ['01 00000001 04', 'out-of-range'],
    ['01 00000001 01 03 00000001', 'out-of-range'],
    ['01 00000001 01 00 00000000', 'out-of-range'],
    ['01 00000001 02 00 00000001 00 00000001', 'malformed'],
    ['01 00000001 01 02 01000001', 'too-long'],
    ['01 00000001 02 00 00800000 02 00800001', 'too-long'],
    ['02 00000001', 'truncated'],
    ['05 00000001 01000001', 'out-of-range'],
    ['06 00000001 03', 'out-of-range'],
  ])('CB1 %s is %s', (bytes, code) => {
    expect(codeOf(hex(bytes))).toBe(code);
  });

  it('CB2 takes 16 MiB to the byte', () => {
    expect(codeOf(hex('01 00000001 01 02 01000000'))).toBeUndefined();
    expect(codeOf(hex('01 00000001 02 00 00800000 02 00800000'))).toBeUndefined();
  });

  it('CB3 a piece has a bound', () => {
    const piece = (size: number) =>
      encodeClipboard({ type: 'piece', transfer: 1, bytes: new Uint8Array(size) });
    expect(codeOf(piece(limits.clipboardPieceBytes))).toBeUndefined();
    expect(codeOf(piece(limits.clipboardPieceBytes + 1))).toBe('too-long');
  });

  it('CB6 knows a PNG by its first bytes', () => {
    const png = hex('89504e470d0a1a0a 0000000d 49484452 00000001 00000001 08 06 000000 1f15c489');
    expect(isPng(png)).toBe(true);
    expect(isPng(png.subarray(0, 32))).toBe(false);
    expect(isPng(Uint8Array.of(0, ...png.subarray(1)))).toBe(false);
    expect(isPng(new Uint8Array(0))).toBe(false);
  });
});
