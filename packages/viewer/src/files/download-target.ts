import type { FileTarget, WritableFile } from '@fjernhjelp/session/transfer';
import { troubleOf, writeThroughBrowser } from './browser-file.ts';
import { createMemoryFiles } from './memory-files.ts';

const SPOOL = 'fjernhjelp-';
/** How long after a session the browser may still be copying a file out of the spool. */
const SPOOL_KEPT_MS = 10 * 60 * 1000;

/** Gives files to the browser as downloads. */
export interface Downloads {
  createTarget(): FileTarget;
  /** The session is over. */
  close(): void;
}

/**
 * A download must be whole before it is given out, so files are collected in the browser's private file system, which is a disk
 * and not memory; where there is none that can be written (private windows of Firefox and Safari, old browsers), in memory and only
 * up to 256 MiB at a time.
 */
export function createDownloads(): Downloads {
  let spool: Promise<FileSystemDirectoryHandle | undefined> | undefined;
  const inMemory = createMemoryFiles();
  let files = 0;

  function openedSpool(): Promise<FileSystemDirectoryHandle | undefined> {
    spool ??= openSpool();
    return spool;
  }

  async function openFile(name: string, sizeBytes: number): Promise<WritableFile> {
    const folder = await openedSpool();
    if (folder === undefined) return inMemory.create(name, sizeBytes, save);
    const own = String(++files);
    const handle = await folder.getFileHandle(own, { create: true });
    return writeThroughBrowser(handle, {
      async finish() {
        save(await handle.getFile(), name);
        return name;
      },
      async discard() {
        // What stays of it in the spool is nothing that a person sees, and goes with the spool.
        await folder.removeEntry(own).catch(() => {});
        return undefined;
      },
    });
  }

  return {
    createTarget: () => ({
      place: '',
      rules: 'any',
      async freeBytes() {
        if ((await openedSpool()) === undefined) return undefined;
        const { quota, usage = 0 } = await navigator.storage.estimate();
        return quota === undefined ? undefined : quota - usage;
      },
      makeFolder: async (_folder, name) => name,
      async createFile(folder, name, sizeBytes) {
        try {
          return await openFile([...folder, name].join(' - '), sizeBytes);
        } catch (error) {
          throw troubleOf(error);
        }
      },
      async close() {},
    }),
    close() {
      const opened = spool;
      if (opened !== undefined) setTimeout(() => void opened.then(removeSpool), SPOOL_KEPT_MS);
    },
  };
}

/** @returns a folder of this page's own; undefined where files in it cannot be written piece by piece */
async function openSpool(): Promise<FileSystemDirectoryHandle | undefined> {
  const canWrite =
    'storage' in navigator &&
    'getDirectory' in navigator.storage &&
    'FileSystemFileHandle' in globalThis &&
    'createWritable' in FileSystemFileHandle.prototype;
  if (!canWrite) return undefined;
  try {
    const root = await navigator.storage.getDirectory();
    await removeLeftSpools(root);
    const name = SPOOL + crypto.randomUUID();
    // Held for as long as the page is there: so another page knows which spools are left over.
    void navigator.locks.request(name, () => new Promise<never>(() => {}));
    return await root.getDirectoryHandle(name, { create: true });
  } catch {
    // A private window has the storage by name only.
    return undefined;
  }
}

async function removeLeftSpools(root: FileSystemDirectoryHandle): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  const names = new Set(held.map(({ name }) => name));
  for await (const name of root.keys())
    if (name.startsWith(SPOOL) && !names.has(name)) await root.removeEntry(name, { recursive: true });
}

async function removeSpool(spool: FileSystemDirectoryHandle | undefined): Promise<void> {
  if (spool === undefined) return;
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(spool.name, { recursive: true });
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun by then; the file itself stays.
  setTimeout(() => URL.revokeObjectURL(url), SPOOL_KEPT_MS);
}
