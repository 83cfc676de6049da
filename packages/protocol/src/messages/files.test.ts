import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../bytes.ts';
import { ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';
import {
  decodeFiles,
  encodeFiles,
  type FileEntry,
  type FilesMessage,
  fileEntryBytes,
  fileProblems,
} from './files.ts';

const u32 = fc.nat({ max: 0xffff_ffff });
const size = fc.maxSafeNat();
const entryNumber = fc.nat({ max: limits.fileEntries - 1 });
const bytes = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength }).map((value) => new Uint8Array(value));
const path = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const problem = fc.constantFrom(...fileProblems);
const side = fc.constantFrom('sender' as const, 'receiver' as const);
const entry: fc.Arbitrary<FileEntry> = fc.oneof(
  fc.record({ kind: fc.constant('file' as const), sizeBytes: size, path }, { noNullPrototype: true }),
  fc.record(
    { kind: fc.constant('folder' as const), sizeBytes: fc.constant(0), path },
    { noNullPrototype: true },
  ),
);
const of = <Type extends FilesMessage['type'], Fields extends object>(
  type: Type,
  fields: { [Name in keyof Fields]: fc.Arbitrary<Fields[Name]> },
) => fc.record({ type: fc.constant(type), transfer: u32, ...fields }, { noNullPrototype: true });

const message = fc.oneof(
  of('offer', { entries: fc.integer({ min: 1, max: limits.fileEntries }), totalBytes: size }),
  of('list', { entries: fc.array(entry, { minLength: 1, maxLength: 5 }) }),
  of('piece', { entry: entryNumber, offset: size, bytes: bytes(1, 64) }),
  of('file-end', { entry: entryNumber, sha256: bytes(32, 32) }),
  of('file-failed', { entry: entryNumber, problem }),
  of('accept', {}),
  of('handled', { messages: u32 }),
  of('outcome', {
    entry: entryNumber,
    problem: fc.option(problem, { nil: undefined }),
    storedPath: fc.string({ unit: 'grapheme', maxLength: 40 }),
  }),
  of('hold', { by: side, isHeld: fc.boolean() }),
  of('over', { by: side, problem: fc.option(problem, { nil: undefined }) }),
) as fc.Arbitrary<FilesMessage>;

function codeOf(given: Uint8Array): string | undefined {
  try {
    decodeFiles(new Uint8Array(given));
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolViolation) return error.code;
    throw error;
  }
}

describe('messages about files', () => {
  it('FT1 gives back every message', () => {
    fc.assert(
      fc.property(message, (given) => {
        expect(decodeFiles(encodeFiles(given))).toEqual(given);
      }),
    );
  });

  it('FT1 has the bytes that the document says', () => {
    expect([...encodeFiles({ type: 'offer', transfer: 1, entries: 2, totalBytes: 5 })]).toEqual([
      1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 5,
    ]);
    const entries: FileEntry[] = [{ kind: 'folder', sizeBytes: 0, path: 'å' }];
    expect([...encodeFiles({ type: 'list', transfer: 1, entries })]).toEqual([
      2, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0xc3, 0xa5,
    ]);
    expect(fileEntryBytes(entries[0]!)).toBe(13);
    expect([...encodeFiles({ type: 'over', transfer: 3, by: 'receiver', problem: undefined })]).toEqual([
      10, 0, 0, 0, 3, 1, 255,
    ]);
  });

  it('FT1 answers any bytes with what they say or a violation', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: 1, max: 10 }), fc.nat(255)), bytes(0, 80), (kind, rest) => {
        const given = new Uint8Array([kind, ...rest]);
        if (codeOf(given) === undefined) expect([...encodeFiles(decodeFiles(given))]).toEqual([...given]);
      }),
      { numRuns: 2000 },
    );
  });

  it('FT1 answers a message that was cut or has a flipped bit with what it says now or a violation', () => {
    fc.assert(
      fc.property(message, fc.nat(), fc.boolean(), (given, at, isCut) => {
        const encoded = encodeFiles(given).slice();
        if (!isCut) encoded[(at >> 3) % encoded.length]! ^= 1 << (at & 7);
        const damaged = isCut ? encoded.slice(0, at % encoded.length) : encoded;
        if (codeOf(damaged) === undefined)
          expect([...encodeFiles(decodeFiles(new Uint8Array(damaged)))]).toEqual([...damaged]);
      }),
      { numRuns: 1000 },
    );
  });

  const piece = (length: number) =>
    encodeFiles({ type: 'piece', transfer: 1, entry: 0, offset: 0, bytes: new Uint8Array(length) });
  const listed = (name: string, sizeBytes = 0, kind: FileEntry['kind'] = 'file') =>
    encodeFiles({ type: 'list', transfer: 1, entries: [{ kind, sizeBytes, path: name }] });
  const cases: [what: string, bytes: Uint8Array, code: string | undefined][] = [
    ['a piece of the greatest size', piece(limits.filePieceBytes), undefined],
    ['a piece that is longer', piece(limits.filePieceBytes + 1), 'out-of-range'],
    ['an empty piece', piece(0), 'out-of-range'],
    ['no path', listed(''), 'out-of-range'],
    ['the longest path', listed('x'.repeat(limits.filePathBytes)), undefined],
    ['a longer path', listed('x'.repeat(limits.filePathBytes + 1)), 'out-of-range'],
    ['a folder with a size', listed('x', 1, 'folder'), 'out-of-range'],
    ['no entries', encodeFiles({ type: 'offer', transfer: 1, entries: 0, totalBytes: 0 }), 'out-of-range'],
    ['too many', encodeFiles({ type: 'offer', transfer: 1, entries: 50_001, totalBytes: 0 }), 'out-of-range'],
    ['an empty list', encodeFiles({ type: 'list', transfer: 1, entries: [] }), 'truncated'],
    ['a kind that there is not', Uint8Array.of(11, 0, 0, 0, 1), 'unknown-type'],
    ['bytes behind it', Uint8Array.of(6, 0, 0, 0, 1, 0), 'trailing-bytes'],
    ['no UTF-8', Uint8Array.of(8, 0, 0, 0, 1, 0, 0, 0, 0, 255, 0xff), 'malformed'],
    [
      'a long stored path',
      Uint8Array.of(8, 0, 0, 0, 1, 0, 0, 0, 0, 255, ...encodeUtf8('x'.repeat(1025))),
      'too-long',
    ],
    ['nothing', new Uint8Array(0), 'truncated'],
  ];
  it.each(cases)('FT1 %s', (_what, given, code) => {
    expect(codeOf(given)).toBe(code);
  });
});
