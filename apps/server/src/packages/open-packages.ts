import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { causeOf, StartFailure } from '../start-failure.ts';
import { MANIFEST_FILE, type PackageEntry, type PackageManifest, parseManifest } from './manifest.ts';

export interface Packages {
  /** What is offered; absent when the operator offers nothing. */
  readonly manifest: PackageManifest | undefined;
  find(file: string): OpenPackage | undefined;
  /** Lets go of the files. May be called twice. */
  close(): Promise<void>;
}

export interface OpenPackage extends PackageEntry {
  /** Bytes from `first` to `last`, both included. */
  read(first: number, last: number): Readable;
}

/**
 * Opens the packages that the manifest names, once: what is served later are these files, whatever happens in the folder.
 * @throws StartFailure "packages-manifest" | "package-differs"
 */
export async function openPackages(folder: string | undefined): Promise<Packages> {
  if (folder === undefined) return { manifest: undefined, find: () => undefined, close: async () => {} };
  const manifest = await readManifest(folder);
  const handles: FileHandle[] = [];
  const close = async () => {
    for (let handle = handles.pop(); handle; handle = handles.pop()) await handle.close();
  };
  const found = new Map<string, OpenPackage>();
  try {
    for (const entry of manifest.packages) {
      const path = join(folder, entry.file);
      const handle = await openChecked(path, entry);
      handles.push(handle);
      found.set(entry.file, {
        ...entry,
        // By its number: a stream on the handle itself stays with the handle for good.
        read: (start, end) => createReadStream(path, { fd: handle.fd, start, end, autoClose: false }),
      });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { manifest, find: (file) => found.get(file), close };
}

async function readManifest(folder: string): Promise<PackageManifest> {
  try {
    return parseManifest(await readFile(join(folder, MANIFEST_FILE), 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error && cause.name.endsWith('ZodError') ? 'format' : causeOf(cause);
    throw new StartFailure('packages-manifest', { folder, why }, { cause });
  }
}

async function openChecked(file: string, entry: PackageEntry): Promise<FileHandle> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch (cause) {
    throw new StartFailure('package-differs', { file, why: causeOf(cause) }, { cause });
  }
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of handle.createReadStream({ start: 0, autoClose: false })) {
    hash.update(chunk as Buffer);
    sizeBytes += (chunk as Buffer).length;
  }
  const why =
    sizeBytes !== entry.sizeBytes ? 'size' : hash.digest('hex') !== entry.sha256 ? 'SHA-256' : undefined;
  if (why === undefined) return handle;
  await handle.close();
  throw new StartFailure('package-differs', { file, why });
}
