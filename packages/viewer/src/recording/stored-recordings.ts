import { RECORDING_EXTENSION } from '@fjernhjelp/codec/recording';

const FOLDER = 'recordings';

/** A recording in this browser's own storage for the console, encrypted as it is anywhere else. */
export interface StoredRecording {
  readonly name: string;
  readonly sizeBytes: number;
}

/** @throws DOMException where the browser has no such storage */
export async function recordingFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

/** @returns the newest first; none where there is no storage */
export async function listRecordings(): Promise<readonly StoredRecording[]> {
  const found: StoredRecording[] = [];
  try {
    const folder = (await recordingFolder()) as unknown as {
      values(): AsyncIterable<FileSystemFileHandle | FileSystemDirectoryHandle>;
    };
    for await (const handle of folder.values()) {
      if (handle.kind !== 'file' || !handle.name.endsWith(RECORDING_EXTENSION)) continue;
      const { size } = await handle.getFile();
      found.push({ name: handle.name, sizeBytes: size });
    }
  } catch {
    // Private windows have no storage: then there is nothing in it either.
  }
  return found.sort((a, b) => b.name.localeCompare(a.name));
}

/** @returns the file, on the disk and not in memory */
export async function readRecording(name: string): Promise<File> {
  return (await (await recordingFolder()).getFileHandle(name)).getFile();
}

/** @throws DOMException "NotFoundError" when there is none of that name */
export async function removeRecording(name: string): Promise<void> {
  await (await recordingFolder()).removeEntry(name);
}

const EXPORT_NAME = 'video';

/** @returns a file of this browser's storage to write a video into, and how to read it; the one before is gone */
export async function openExport(): Promise<{
  writable: FileSystemWritableFileStream;
  read(): Promise<File>;
}> {
  const handle = await (await recordingFolder()).getFileHandle(EXPORT_NAME, { create: true });
  return { writable: await handle.createWritable(), read: () => handle.getFile() };
}
