import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatBytes } from '../bytes.ts';
import { ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';
import { systemRandomBytes } from '../random.ts';
import { createRecordingCode, formatRecordingCode, parseRecordingCode } from './code.ts';
import { decodeRecordingEntries, encodeRecordingEntry, type TimedEntry } from './entries.ts';
import {
  decodeRecordingChunkHeader,
  decodeRecordingHeader,
  encodeRecordingChunkHeader,
  encodeRecordingHeader,
} from './layout.ts';

const entries: readonly TimedEntry[] = [
  { timeMs: 0, type: 'size', widthPx: 1920, heightPx: 1080 },
  {
    timeMs: 0,
    type: 'pixels',
    rect: { xPx: 5, yPx: 6, widthPx: 7, heightPx: 8 },
    packed: new Uint8Array([1, 2, 3]),
  },
  { timeMs: 40, type: 'cursor', message: new Uint8Array([3]) },
  { timeMs: 41, type: 'event', event: { type: 'grants', grants: ['view', 'recording'] } },
  { timeMs: 42, type: 'event', event: { type: 'chat', name: 'Kari', text: 'Hei på deg' } },
  {
    timeMs: 42,
    type: 'event',
    event: { type: 'people', people: [{ name: 'Kari', organisation: '', control: true }] },
  },
  { timeMs: 43, type: 'event', event: { type: 'line', isConnected: false } },
];
const encoded = concatBytes(...entries.map(encodeRecordingEntry));

function violates(decode: () => unknown): void {
  try {
    decode();
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolViolation);
  }
}

test('RF6 entries are read back as they were', () => {
  expect(decodeRecordingEntries(encoded)).toEqual(entries);
  expect(decodeRecordingEntries(new Uint8Array(0))).toEqual([]);
});

test('RF6 cut or changed entries are read as others, or are a violation', () => {
  fc.assert(
    fc.property(fc.nat(encoded.length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) => {
      violates(() => decodeRecordingEntries(encoded.slice(0, at)));
      const changed = encoded.slice();
      changed[at]! ^= bits;
      violates(() => decodeRecordingEntries(changed));
    }),
  );
});

test('RF6 a rect outside of any screen is a violation', () => {
  const rects = [
    { xPx: limits.screenMaxWidthPx, yPx: 0, widthPx: 1, heightPx: 1 },
    { xPx: 0, yPx: 0, widthPx: 0, heightPx: 1 },
    { xPx: 0, yPx: 0, widthPx: 1024, heightPx: 1024 },
  ];
  for (const rect of rects) {
    const bytes = encodeRecordingEntry({ timeMs: 0, type: 'pixels', rect, packed: new Uint8Array(0) });
    expect(() => decodeRecordingEntries(bytes)).toThrow('rect-out-of-bounds');
  }
});

test('RF4 the header is read back, and another file is told from a recording', () => {
  const header = {
    startedAtMs: 1_800_000_000_000,
    salt: systemRandomBytes(16),
    wrappedKey: systemRandomBytes(48),
  };
  const bytes = encodeRecordingHeader(header);
  expect(decodeRecordingHeader(bytes)).toEqual(header);
  const newer = bytes.slice();
  newer[9]! += 1;
  expect(() => decodeRecordingHeader(newer)).toThrow('version-unsupported');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (other) => {
      expect(() => decodeRecordingHeader(other)).toThrow(ProtocolViolation);
    }),
  );
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), (at) => {
      expect(() => decodeRecordingHeader(bytes.slice(0, at))).toThrow('truncated');
    }),
  );
});

test('RF5 the header of a chunk is read back, and its bounds hold', () => {
  const header = { sealedBytes: 17, timeMs: 2 ** 32 - 1, isKey: true, hasEvents: false, isLast: true };
  expect(decodeRecordingChunkHeader(encodeRecordingChunkHeader(header))).toEqual(header);
  const tooLong = encodeRecordingChunkHeader({ ...header, sealedBytes: limits.recordingChunkBytes + 17 });
  expect(() => decodeRecordingChunkHeader(tooLong)).toThrow('too-long');
  const tooShort = encodeRecordingChunkHeader({ ...header, sealedBytes: 15 });
  expect(() => decodeRecordingChunkHeader(tooShort)).toThrow('out-of-range');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 9 }), (bytes) =>
      violates(() => decodeRecordingChunkHeader(bytes)),
    ),
  );
});

test('RF3 a code is read however it is typed, and nothing else is one', () => {
  const code = createRecordingCode(systemRandomBytes);
  expect(formatRecordingCode(code)).toMatch(/^(\w{5}-){4}\w{5}$/);
  expect(parseRecordingCode(` ${formatRecordingCode(code).toLowerCase()} `)).toBe(code);
  expect(parseRecordingCode('oilOI-00000-00000-00000-00000')).toBe('0110100000000000000000000');
  for (const wrong of ['', code.slice(1), `${code}A`, `U${code.slice(1)}`])
    expect(parseRecordingCode(wrong)).toBeUndefined();
});
