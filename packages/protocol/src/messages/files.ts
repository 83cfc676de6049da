import { ByteReader, type Bytes, ByteWriter, decodeUtf8, encodeUtf8 } from '../bytes.ts';
import { ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';

/** One entry of a transfer's list (PROTOCOL.md FT3). */
export interface FileEntry {
  readonly kind: 'file' | 'folder';
  /** 0 for a folder. */
  readonly sizeBytes: number;
  /** Names of folders and at last the entry's own, joined by "/". Nothing of it is safe to use as it is. */
  readonly path: string;
}

/** Why a file, or a whole transfer, did not come about; each one's place is its number on the wire. */
export const fileProblems = [
  /** A person called it off. */
  'cancelled',
  /** A person said no. */
  'declined',
  /** The user has not granted it, or has taken it back. */
  'not-granted',
  /** There is too little room on the receiver's disk. */
  'no-space',
  /** The receiver has no place to put it, or may not write there. */
  'not-writable',
  /** The sender cannot read it (any more), or it has become shorter. */
  'not-readable',
  /** What was written is not what was read. */
  'damaged',
  /** More at once than the receiver takes. */
  'too-many',
  /** More than the receiving program can take in at all. */
  'too-large',
] as const;

export type FileProblem = (typeof fileProblems)[number];

/** Whose transfer a message is about: one of the end that says it, or one of the other end. */
export type TransferSide = 'sender' | 'receiver';

/** About one transfer; numbers are the sender's, each end counts its own (PROTOCOL.md FT1). */
export type FilesMessage = { readonly transfer: number } & (
  | { readonly type: 'offer'; readonly entries: number; readonly totalBytes: number }
  | { readonly type: 'list'; readonly entries: readonly FileEntry[] }
  | { readonly type: 'piece'; readonly entry: number; readonly offset: number; readonly bytes: Bytes }
  | { readonly type: 'file-end'; readonly entry: number; readonly sha256: Bytes }
  | { readonly type: 'file-failed'; readonly entry: number; readonly problem: FileProblem }
  | { readonly type: 'accept' }
  | { readonly type: 'handled'; readonly messages: number }
  | {
      readonly type: 'outcome';
      readonly entry: number;
      /** Undefined: it is there, whole and checked. */
      readonly problem: FileProblem | undefined;
      /** The path under which it is there; empty when that is the one it was sent with. */
      readonly storedPath: string;
    }
  | { readonly type: 'hold'; readonly by: TransferSide; readonly isHeld: boolean }
  | { readonly type: 'over'; readonly by: TransferSide; readonly problem: FileProblem | undefined }
);

const kinds = {
  offer: 1,
  list: 2,
  piece: 3,
  'file-end': 4,
  'file-failed': 5,
  accept: 6,
  handled: 7,
  outcome: 8,
  hold: 9,
  over: 10,
} as const satisfies Record<FilesMessage['type'], number>;
const typeOfKind: ReadonlyMap<number, FilesMessage['type']> = new Map(
  Object.entries(kinds).map(([type, kind]) => [kind, type as FilesMessage['type']]),
);

const sides: readonly TransferSide[] = ['sender', 'receiver'];
const SHA256_BYTES = 32;

/** The bytes of a list's entry, with its header (PROTOCOL.md FT3). */
export function fileEntryBytes({ path }: FileEntry): number {
  return 11 + encodeUtf8(path).length;
}

/** @returns the bytes of PROTOCOL.md FT1–FT9 */
export function encodeFiles(message: FilesMessage): Bytes {
  const isPiece = message.type === 'piece';
  const writer = new ByteWriter(isPiece ? 17 + message.bytes.length : 64);
  writer.u8(kinds[message.type]).u32(message.transfer);
  switch (message.type) {
    case 'offer':
      return writer.u32(message.entries).u64(message.totalBytes).finish();
    case 'list':
      for (const { kind, sizeBytes, path } of message.entries) {
        const name = encodeUtf8(path);
        writer
          .u8(kind === 'folder' ? 1 : 0)
          .u64(sizeBytes)
          .u16(name.length)
          .bytes(name);
      }
      return writer.finish();
    case 'piece':
      return writer.u32(message.entry).u64(message.offset).bytes(message.bytes).finish();
    case 'file-end':
      return writer.u32(message.entry).bytes(message.sha256).finish();
    case 'file-failed':
      return writer.u32(message.entry).u8(fileProblems.indexOf(message.problem)).finish();
    case 'accept':
      return writer.finish();
    case 'handled':
      return writer.u32(message.messages).finish();
    case 'outcome':
      return writer
        .u32(message.entry)
        .u8(problemCode(message.problem))
        .bytes(encodeUtf8(message.storedPath))
        .finish();
    case 'hold':
      return writer
        .u8(sides.indexOf(message.by))
        .u8(message.isHeld ? 1 : 0)
        .finish();
    case 'over':
      return writer.u8(sides.indexOf(message.by)).u8(problemCode(message.problem)).finish();
  }
}

const NO_PROBLEM = 255;
const problemCode = (problem: FileProblem | undefined) =>
  problem === undefined ? NO_PROBLEM : fileProblems.indexOf(problem);

/**
 * @param bytes read before the return; the bytes of a piece are a view of them
 * @throws ProtocolViolation "unknown-type" | "truncated" | "trailing-bytes" | "out-of-range" | "too-long" | "malformed"
 */
export function decodeFiles(bytes: Bytes): FilesMessage {
  const reader = new ByteReader(bytes);
  const type = typeOfKind.get(reader.u8());
  if (type === undefined) throw new ProtocolViolation('unknown-type');
  const transfer = reader.u32();
  switch (type) {
    case 'offer': {
      const entries = ranged(reader.u32(), 1, limits.fileEntries);
      return ended(reader, { type, transfer, entries, totalBytes: reader.u64() });
    }
    case 'list':
      return { type, transfer, entries: decodeEntries(reader) };
    case 'piece': {
      const entry = ranged(reader.u32(), 0, limits.fileEntries - 1);
      const offset = reader.u64();
      ranged(reader.remaining, 1, limits.filePieceBytes);
      return { type, transfer, entry, offset, bytes: bytes.subarray(bytes.length - reader.remaining) };
    }
    case 'file-end': {
      const entry = ranged(reader.u32(), 0, limits.fileEntries - 1);
      return ended(reader, { type, transfer, entry, sha256: reader.copy(SHA256_BYTES) });
    }
    case 'file-failed': {
      const entry = ranged(reader.u32(), 0, limits.fileEntries - 1);
      const problem = decodeProblem(reader.u8());
      if (problem === undefined) throw new ProtocolViolation('out-of-range');
      return ended(reader, { type, transfer, entry, problem });
    }
    case 'accept':
      return ended(reader, { type, transfer });
    case 'handled':
      return ended(reader, { type, transfer, messages: reader.u32() });
    case 'outcome': {
      const entry = ranged(reader.u32(), 0, limits.fileEntries - 1);
      const problem = decodeProblem(reader.u8());
      if (reader.remaining > limits.filePathBytes) throw new ProtocolViolation('too-long');
      return { type, transfer, entry, problem, storedPath: decodeUtf8(reader.rest()) };
    }
    case 'hold': {
      const by = decodeSide(reader.u8());
      return ended(reader, { type, transfer, by, isHeld: ranged(reader.u8(), 0, 1) === 1 });
    }
    case 'over': {
      const by = decodeSide(reader.u8());
      return ended(reader, { type, transfer, by, problem: decodeProblem(reader.u8()) });
    }
  }
}

function decodeEntries(reader: ByteReader): FileEntry[] {
  const entries: FileEntry[] = [];
  do {
    const kind = ranged(reader.u8(), 0, 1) === 1 ? 'folder' : 'file';
    const sizeBytes = reader.u64();
    if (kind === 'folder' && sizeBytes !== 0) throw new ProtocolViolation('out-of-range');
    const length = ranged(reader.u16(), 1, limits.filePathBytes);
    entries.push({ kind, sizeBytes, path: decodeUtf8(reader.bytes(length)) });
  } while (reader.remaining > 0);
  return entries;
}

function ranged(value: number, least: number, most: number): number {
  if (value < least || value > most) throw new ProtocolViolation('out-of-range');
  return value;
}

function decodeProblem(code: number): FileProblem | undefined {
  if (code === NO_PROBLEM) return undefined;
  return fileProblems[ranged(code, 0, fileProblems.length - 1)];
}

function decodeSide(code: number): TransferSide {
  return ranged(code, 0, 1) === 0 ? 'sender' : 'receiver';
}

function ended<Message extends FilesMessage>(reader: ByteReader, message: Message): Message {
  reader.end();
  return message;
}
