import type { Bytes } from '@fjernhjelp/protocol';
import { recordingFolder } from './stored-recordings.ts';

/** Of the File System standard; only dedicated workers have it. */
interface SyncFile {
  write(bytes: Bytes, options: { at: number }): number;
  flush(): void;
  close(): void;
}

/** A recording that is being written into this browser's own storage. */
export interface StoredFile {
  /** Puts bytes at the end; they outlive a crash of the browser. @throws DOMException "QuotaExceededError" */
  write(bytes: Bytes): void;
  /** May be called twice. */
  close(): void;
}

/**
 * Only in a dedicated worker.
 * @param written so large is the file now
 * @throws DOMException, TypeError where the browser has no such storage
 */
export async function createStoredFile(
  name: string,
  written: (sizeBytes: number) => void,
): Promise<StoredFile> {
  const handle = await (await recordingFolder()).getFileHandle(name, { create: true });
  const file = await (
    handle as unknown as { createSyncAccessHandle(): Promise<SyncFile> }
  ).createSyncAccessHandle();
  let sizeBytes = 0;
  return {
    write(bytes) {
      if (file.write(bytes, { at: sizeBytes }) !== bytes.length)
        throw new DOMException('full', 'QuotaExceededError');
      file.flush();
      sizeBytes += bytes.length;
      written(sizeBytes);
    },
    close: () => file.close(),
  };
}

/**
 * Why a recording in the browser's storage failed.
 * @param error what it threw
 * @param isOpen whether there was a file
 */
export function storedFileTrouble(error: unknown, isOpen: boolean): 'full' | 'unsupported' | 'internal' {
  if (!isOpen) return 'unsupported';
  return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'internal';
}
