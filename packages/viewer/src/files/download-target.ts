import { type Bytes, concatBytes } from '@fjernhjelp/protocol';
import { type FileTarget, FileTrouble, type WritableFile } from '@fjernhjelp/session/transfer';
import { troubleOf, writeThroughBrowser } from './browser-file.ts';

const SPOOL = 'fjernhjelp-';
/** Without a spool a file lies in the page's memory. */
const MEMORY_FILE_BYTES = 256 * 1024 * 1024;
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
 * and not memory; where there is none that can be written, in memory and only up to 256 MiB.
 */
export function createDownloads(): Downloads {
  let spool: Promise<FileSystemDirectoryHandle | undefined> | undefined;
  let files = 0;

  async function openFile(name: string, sizeBytes: number): Promise<WritableFile> {
    spool ??= openSpool();
    const folder = await spool;
    if (folder === undefined) return createMemoryFile(name, sizeBytes);
    const own = String(++files);
    const handle = await folder.getFileHandle(own, { create: true });
    return writeThroughBrowser(handle, {
      async finish() {
        save(await handle.getFile(), name);
        return name;
      },
      discard: () => folder.removeEntry(own).catch(() => {}),
    });
  }

  return {
    createTarget: () => ({
      place: '',
      rules: 'any',
      async freeBytes() {
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
  const root = await navigator.storage.getDirectory();
  await removeLeftSpools(root);
  const name = SPOOL + crypto.randomUUID();
  // Held for as long as the page is there: so another page knows which spools are left over.
  void navigator.locks.request(name, () => new Promise<never>(() => {}));
  return root.getDirectoryHandle(name, { create: true });
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

function createMemoryFile(name: string, sizeBytes: number): WritableFile {
  if (sizeBytes > MEMORY_FILE_BYTES) throw new FileTrouble('too-large');
  const parts: Bytes[] = [];
  return {
    async write(bytes) {
      parts.push(bytes.slice());
    },
    async finish() {
      save(new Blob([concatBytes(...parts)]), name);
      return name;
    },
    async discard() {
      parts.length = 0;
    },
  };
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
