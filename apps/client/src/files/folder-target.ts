import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, open, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { type Bytes, concatBytes, type FileProblem } from '@fjernhjelp/protocol';
import { type FileTarget, FileTrouble, numbered, type WritableFile } from '@fjernhjelp/session/transfer';

export interface FolderTargetOptions {
  readonly platform: NodeJS.Platform;
  /** A file could not be removed: for the log, which does not name it. */
  left(error: Error): void;
}

/** What Windows shows of a file that came from elsewhere: it asks before it runs such a program. */
const MARK_OF_THE_WEB = '[ZoneTransfer]\r\nZoneId=3\r\n';
/** The name of a file that is being written. */
const UNFINISHED = '.part';

/**
 * A folder on this machine as the place for files of a transfer.
 * @throws FileTrouble "not-writable"
 */
export async function openFolderTarget(folder: string, options: FolderTargetOptions): Promise<FileTarget> {
  try {
    const isFolder = isAbsolute(folder) && (await stat(folder)).isDirectory();
    if (!isFolder) throw new FileTrouble('not-writable');
    await access(folder, constants.W_OK);
  } catch (error) {
    throw troubleOf(error);
  }
  return {
    place: folder,
    rules: options.platform === 'win32' ? 'windows' : 'posix',
    async freeBytes() {
      try {
        const { bavail, bsize } = await statfs(folder);
        return bavail * bsize;
      } catch {
        // Some network drives do not say.
        return undefined;
      }
    },
    makeFolder: (parents, wanted) =>
      firstFree(wanted, async (name) => {
        await mkdir(join(folder, ...parents, name));
        return name;
      }),
    createFile: (parents, name) => createUnfinished(join(folder, ...parents), name, options),
    async close() {},
  };
}

async function createUnfinished(
  folder: string,
  wanted: string,
  { platform, left }: FolderTargetOptions,
): Promise<WritableFile> {
  const [path, handle] = await firstFree(wanted + UNFINISHED, async (name) => {
    const free = join(folder, name);
    return [free, await open(free, 'wx')] as const;
  });
  let isOpen = true;

  async function close(): Promise<void> {
    if (!isOpen) return;
    isOpen = false;
    await handle.close();
  }

  return {
    write: (pieces, offset) => writePieces(handle, pieces, offset),
    async finish() {
      try {
        await close();
      } catch (error) {
        throw troubleOf(error);
      }
      return firstFree(wanted, async (name) => {
        const named = join(folder, name);
        // Nothing renames without writing over on every file system: so the name is taken first, by an empty file.
        await (await open(named, 'wx')).close();
        try {
          await rename(path, named);
        } catch (error) {
          await rm(named, { force: true });
          throw error;
        }
        if (platform === 'win32') await mark(named);
        return name;
      });
    },
    async discard() {
      try {
        await close();
        await rm(path, { force: true, maxRetries: 3 });
        return undefined;
      } catch (error) {
        left(error as Error);
        return basename(path);
      }
    },
  };
}

/** @throws FileTrouble; what was written until then may be written again */
export async function writePieces(
  handle: FileHandle,
  pieces: readonly Bytes[],
  offset: number,
): Promise<void> {
  try {
    const sizeBytes = pieces.reduce((sum, { length }) => sum + length, 0);
    const { bytesWritten } = await handle.writev(pieces, offset);
    // The disk took a part: it says why with the rest.
    if (bytesWritten < sizeBytes)
      await writeWhole(handle, concatBytes(...pieces).subarray(bytesWritten), offset + bytesWritten);
  } catch (error) {
    throw troubleOf(error);
  }
}

/** @throws FileTrouble; what was written until then may be written again */
export async function writeWhole(handle: FileHandle, bytes: Bytes, offset: number): Promise<void> {
  try {
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, offset + at);
      at += bytesWritten;
    }
  } catch (error) {
    throw troubleOf(error);
  }
}

async function mark(path: string): Promise<void> {
  try {
    await writeFile(`${path}:Zone.Identifier`, MARK_OF_THE_WEB);
  } catch {
    // A file system that has no streams beside a file keeps no marks either.
  }
}

/** Tries the name, and then with numbers, until there is no such thing yet. @throws FileTrouble */
export async function firstFree<Made>(wanted: string, make: (name: string) => Promise<Made>): Promise<Made> {
  for (let number = 0; ; number++) {
    try {
      return await make(number === 0 ? wanted : numbered(wanted, number));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw troubleOf(error);
    }
  }
}

const problems: Readonly<Record<string, FileProblem>> = {
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  EFBIG: 'too-large',
};

function troubleOf(error: unknown): FileTrouble {
  if (error instanceof FileTrouble) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  return new FileTrouble(problems[code] ?? 'not-writable', { cause: error });
}
