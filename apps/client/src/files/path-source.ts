import { type FileHandle, lstat, open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type FileEntry, limits } from '@fjernhjelp/protocol';
import { type FileSource, FileTrouble } from '@fjernhjelp/session/transfer';

interface Found {
  readonly entry: FileEntry;
  readonly file: string;
}

/**
 * Files and folders by their full paths, as the user copied them. Links within a folder are left out: they lead where the user
 * has not pointed.
 * @throws FileTrouble "not-readable" | "too-many"
 */
export async function openPathSource(paths: readonly string[]): Promise<FileSource> {
  const found: Found[] = [];
  let listBytes = 0;

  function add(entry: FileEntry, file: string): void {
    const pathBytes = Buffer.byteLength(entry.path);
    listBytes += pathBytes;
    if (
      pathBytes > limits.filePathBytes ||
      listBytes > limits.fileListBytes ||
      found.length === limits.fileEntries
    )
      throw new FileTrouble('too-many');
    found.push({ entry, file });
  }

  async function list(file: string, path: string, isOwnChoice: boolean): Promise<void> {
    const seen = await (isOwnChoice ? stat(file) : lstat(file));
    if (seen.isFile()) add({ kind: 'file', sizeBytes: seen.size, path }, file);
    if (!seen.isDirectory()) return;
    const before = found.length;
    for (const name of await readdir(file)) await list(join(file, name), `${path}/${name}`, false);
    if (found.length === before) add({ kind: 'folder', sizeBytes: 0, path }, file);
  }

  try {
    // A drive by itself has no name.
    for (const path of paths) await list(path, basename(path) || path.replaceAll(/[\\/:]/g, '') || '_', true);
  } catch (error) {
    throw troubleOf(error);
  }
  if (found.length === 0) throw new FileTrouble('not-readable');

  let current: { readonly number: number; readonly handle: Promise<FileHandle> } | undefined;
  let isClosed = false;

  function letGo(): void {
    void current?.handle.then((handle) => handle.close()).catch(() => {});
    current = undefined;
  }

  /** One file is open at a time: they are read one after the other. */
  function handleOf(number: number): Promise<FileHandle> {
    const file = found[number]?.file;
    if (isClosed || file === undefined) throw new FileTrouble('not-readable');
    if (current?.number !== number) {
      letGo();
      current = { number, handle: open(file, 'r') };
    }
    return current.handle;
  }

  return {
    entries: found.map(({ entry }) => entry),
    async read(number, offset, mostBytes, room = new Uint8Array(mostBytes)) {
      try {
        const handle = await handleOf(number);
        const { bytesRead, buffer } = await handle.read(room, 0, mostBytes, offset);
        return buffer.subarray(0, bytesRead);
      } catch (error) {
        throw troubleOf(error);
      }
    },
    close() {
      isClosed = true;
      letGo();
    },
  };
}

function troubleOf(error: unknown): FileTrouble {
  return error instanceof FileTrouble ? error : new FileTrouble('not-readable', { cause: error });
}
