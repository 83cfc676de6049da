import { type FileTarget, numbered } from '@fjernhjelp/session/transfer';
import { troubleOf, writeThroughBrowser } from './browser-file.ts';

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
        const name = await firstFree(parent, wanted);
        const handle = await parent.getFileHandle(name, { create: true });
        return await writeThroughBrowser(handle, {
          finish: async () => name,
          discard: () => remove(parent, name),
        });
      } catch (error) {
        throw troubleOf(error);
      }
    },
    async close() {},
  };
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
