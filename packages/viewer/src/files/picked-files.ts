import { encodeUtf8, type FileEntry, limits } from '@fjernhjelp/protocol';

/** One thing that a person picked or dropped. */
export interface PickedFile {
  /** With the folders that were picked along with it, joined by "/". */
  readonly path: string;
  /** Undefined for a folder. */
  readonly file: File | undefined;
}

/** @returns what a file dialog gave; of a folder the files in it: the dialog tells of no empty ones */
export function pickedOf(files: Iterable<File>): PickedFile[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/**
 * Reads what was dropped, folders to their last file. Must be called while the event is handled; a little more than
 * `limits.fileEntries` things are read at the most, so that it can be said that they are too many.
 */
export function readDropped(dropped: DataTransfer): Promise<PickedFile[]> {
  // The list is empty as soon as the event is over.
  const entries = [...dropped.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const plain = entries.length === 0 ? pickedOf(dropped.files) : [];
  return readEntries(entries, plain);
}

async function readEntries(entries: readonly FileSystemEntry[], picked: PickedFile[]): Promise<PickedFile[]> {
  for (const entry of entries) {
    if (picked.length > limits.fileEntries) break;
    const path = entry.fullPath.replace(/^\//, '');
    if (isFile(entry)) picked.push({ path, file: await fileOf(entry) });
    else if (isFolder(entry)) {
      const inside = await entriesOf(entry);
      if (inside.length === 0) picked.push({ path, file: undefined });
      await readEntries(inside, picked);
    }
  }
  return picked;
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A reader gives at most a hundred at a time, and none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0 || all.length > limits.fileEntries) return all;
    all.push(...some);
  }
}

/** @returns the list that a transfer begins with, and what stands in its way */
export function listPicked(picked: readonly PickedFile[]): {
  entries: FileEntry[];
  problem: 'too-many' | undefined;
} {
  const entries = picked.map(
    ({ path, file }): FileEntry => ({
      kind: file === undefined ? 'folder' : 'file',
      sizeBytes: file?.size ?? 0,
      path: shorten(path),
    }),
  );
  const listBytes = entries.reduce((sum, { path }) => sum + path.length * 3 + 11, 0);
  const isTooMuch = entries.length > limits.fileEntries || listBytes > limits.fileListBytes;
  return { entries, problem: isTooMuch ? 'too-many' : undefined };
}

/** A path beyond the protocol's bound keeps its end, which names the file. */
function shorten(path: string): string {
  let shortened = path;
  while (encodeUtf8(shortened).length > limits.filePathBytes) shortened = shortened.slice(64);
  return shortened;
}
