import { type Bytes, encodeUtf8, type FileEntry } from '@fjernhjelp/protocol';
import { type FileSource, FileTrouble } from '../ports.ts';

export interface MemorySource extends FileSource {
  readonly isClosed: boolean;
  /** Files that cannot be read from here on. */
  readonly unreadable: Set<string>;
  /** Files that are so much shorter than they were listed. */
  readonly shorterBytes: Map<string, number>;
}

/** @param files by path; one that ends in "/" is a folder */
export function createMemorySource(files: Readonly<Record<string, string | Uint8Array>>): MemorySource {
  const contents = Object.entries(files).map(([path, content]) => ({
    path: path.replace(/\/$/, ''),
    isFolder: path.endsWith('/'),
    bytes: typeof content === 'string' ? encodeUtf8(content) : content,
  }));
  const unreadable = new Set<string>();
  const shorterBytes = new Map<string, number>();
  let isClosed = false;
  return {
    entries: contents.map(
      ({ path, isFolder, bytes }): FileEntry => ({
        kind: isFolder ? 'folder' : 'file',
        sizeBytes: isFolder ? 0 : bytes.length,
        path,
      }),
    ),
    unreadable,
    shorterBytes,
    get isClosed() {
      return isClosed;
    },
    async read(entry, offset, mostBytes) {
      const { path, bytes } = contents[entry]!;
      if (unreadable.has(path) || isClosed) throw new FileTrouble('not-readable');
      const end = bytes.length - (shorterBytes.get(path) ?? 0);
      return new Uint8Array(bytes.subarray(offset, Math.min(end, offset + mostBytes)));
    },
    close() {
      isClosed = true;
    },
  };
}

/** One file of any size that is in no memory: the byte at each place follows from the place. */
export function createGeneratedSource(sizeBytes: number, path = 'large.bin'): FileSource {
  return {
    entries: [{ kind: 'file', sizeBytes, path }],
    async read(_entry, offset, mostBytes, room = new Uint8Array(mostBytes)) {
      const bytes: Bytes = room.subarray(0, sizeBytes - offset);
      const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
      for (let at = 0; at < words.length; at++) words[at] = Math.imul(offset + at, 2_654_435_761);
      return bytes;
    },
    close() {},
  };
}
