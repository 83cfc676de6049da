import { type FileTarget, numbered } from '@fjernhjelp/session/transfer';
import { troubleOf, writeThroughBrowser } from './browser-file.ts';

declare global {
  interface FileSystemFileHandle {
    /** Renames it, over what has that name. Chromium's: whatwg/fs, proposals/MovingNonOpfsFiles.md. */
    move(name: string): Promise<void>;
  }
}

/** What the name of a file that is being written ends in. */
const UNFINISHED = '.part';

/** A folder that the helper picked in the browser's dialog. */
export function createDirectoryTarget(directory: FileSystemDirectoryHandle): FileTarget {
  async function walk(folder: readonly string[]): Promise<FileSystemDirectoryHandle> {
    let at = directory;
    for (const name of folder) at = await at.getDirectoryHandle(name);
    return at;
  }

  return {
    place: directory.name,
    // A page does not know whose names the disk takes.
    rules: 'any',
    freeBytes: async () => undefined,
    async makeFolder(folder, wanted) {
      try {
        const parent = await walk(folder);
        const name = await firstFree(parent, wanted);
        await parent.getDirectoryHandle(name, { create: true });
        return name;
      } catch (error) {
        throw troubleOf(error);
      }
    },
    async createFile(folder, wanted) {
      try {
        const parent = await walk(folder);
        // A name that the browser gives no file is refused before anything of it has come.
        await firstFree(parent, wanted);
        const handle = await naming(async () =>
          parent.getFileHandle(await firstFree(parent, wanted + UNFINISHED), { create: true }),
        );
        return await writeThroughBrowser(handle, {
          finish: () => naming(() => giveName(parent, handle, wanted)),
          discard: () => remove(parent, handle.name),
        });
      } catch (error) {
        throw troubleOf(error);
      }
    },
    async close() {},
  };
}

/** A name is looked for and taken in one step, also beside what other pages of ours take. */
function naming<Named>(take: () => Promise<Named>): Promise<Named> {
  return navigator.locks.request('fjernhjelp-names', take);
}

/** @returns the name that the file has now */
async function giveName(
  parent: FileSystemDirectoryHandle,
  handle: FileSystemFileHandle,
  wanted: string,
): Promise<string> {
  const name = await firstFree(parent, wanted);
  try {
    await handle.move(name);
  } catch {
    // Chromium before 111 renames nothing on the disk, older ones nothing at all.
    await copy(parent, handle, name);
  }
  return name;
}

async function copy(
  parent: FileSystemDirectoryHandle,
  handle: FileSystemFileHandle,
  name: string,
): Promise<void> {
  const named = await parent.getFileHandle(name, { create: true });
  try {
    const file = await handle.getFile();
    await file.stream().pipeTo(await named.createWritable());
  } catch (error) {
    await remove(parent, name);
    throw error;
  }
  await remove(parent, handle.name);
}

/** @returns the name of what is still there */
async function remove(parent: FileSystemDirectoryHandle, name: string): Promise<string | undefined> {
  try {
    await parent.removeEntry(name);
    return undefined;
  } catch (error) {
    // Taken away by somebody else: what was wanted.
    return (error as DOMException).name === 'NotFoundError' ? undefined : name;
  }
}

async function firstFree(parent: FileSystemDirectoryHandle, wanted: string): Promise<string> {
  for (let number = 0; ; number++) {
    const name = number === 0 ? wanted : numbered(wanted, number);
    if (!(await exists(parent, name))) return name;
  }
}

async function exists(parent: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  try {
    await parent.getFileHandle(name);
    return true;
  } catch (error) {
    const { name: why } = error as DOMException;
    if (why === 'NotFoundError') return false;
    // A folder by that name.
    if (why === 'TypeMismatchError') return true;
    throw error;
  }
}
