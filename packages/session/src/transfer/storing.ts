import { type Bytes, type FileEntry, InvariantError } from '@fjernhjelp/protocol';
import { type BlockHash, type CreateSha256, createBlockHash } from './block-hash.ts';
import { type FileTarget, FileTrouble, type WritableFile } from './ports.ts';
import { createSafePaths } from './safe-names.ts';
import type { BegunFile } from './unfinished.ts';

/** Puts the files of one transfer into a folder: safe names, one file at a time, checked before it gets its name. */
export interface Storing {
  /** The file that is being written. */
  readonly begun: BegunFile | undefined;
  /**
   * Makes the folders of the list.
   * @param mayGoOn asked before each of them; false: no more are made
   * @throws FileTrouble
   */
  makeFolders(mayGoOn: () => Promise<boolean>): Promise<void>;
  /**
   * @param offset where the file ends until now
   * @param pieces one behind the other, free again when it resolves
   * @throws FileTrouble; with "no-space" the same may be tried again
   */
  write(entry: number, offset: number, pieces: readonly Bytes[]): Promise<void>;
  /** @returns its path. @throws FileTrouble as `write`; "damaged" when it is not what was sent */
  finish(entry: number, sha256: Bytes): Promise<string>;
  /** Removes the file that is being written. @returns what became of it, if there was one */
  giveUp(): Promise<BegunFile | undefined>;
  /** The same, and lets go of the folder. */
  close(): Promise<BegunFile | undefined>;
}

interface Opened {
  readonly entry: number;
  readonly folder: readonly string[];
  readonly file: WritableFile;
  readonly hash: BlockHash;
  /** What is written is hashed beside the next write. */
  hashing: Promise<void>;
  found: Bytes | undefined;
  /** Of it, so much is written. */
  doneBytes: number;
}

export function createStoring(
  target: FileTarget,
  entries: readonly FileEntry[],
  createSha256?: CreateSha256,
): Storing {
  const safe = createSafePaths(target.rules);
  /** By their safe path within the transfer: the path that they have. */
  const made = new Map<string, readonly string[]>();
  /** Where the next file goes; kept when it could not be opened for want of room. */
  let placed:
    | { readonly entry: number; readonly folder: readonly string[]; readonly name: string }
    | undefined;
  let opened: Opened | undefined;

  async function make(folder: readonly string[]): Promise<readonly string[]> {
    if (folder.length === 0) return [];
    const key = folder.join('/');
    const known = made.get(key);
    if (known !== undefined) return known;
    const parent = await make(folder.slice(0, -1));
    const own = [...parent, await target.makeFolder(parent, folder.at(-1)!)];
    made.set(key, own);
    return own;
  }

  /** @returns of the folder and those on the way to it what is not there, the outermost first */
  function missing(folder: readonly string[]): (readonly string[])[] {
    const all = folder.map((_, at) => folder.slice(0, at + 1));
    return all.filter((each) => !made.has(each.join('/')));
  }

  async function open(entry: number): Promise<Opened> {
    if (opened?.entry === entry) return opened;
    if (opened !== undefined) throw new InvariantError('one file at a time');
    const { path, sizeBytes } = entries[entry]!;
    if (placed?.entry !== entry) placed = { entry, ...safe.file(path) };
    const folder = await make(placed.folder);
    const file = await target.createFile(folder, placed.name, sizeBytes);
    const hash = createBlockHash(createSha256);
    opened = { entry, folder, file, hash, hashing: Promise.resolve(), found: undefined, doneBytes: 0 };
    return opened;
  }

  async function giveUp(): Promise<BegunFile | undefined> {
    if (opened === undefined) return undefined;
    const { entry, doneBytes, folder, file } = opened;
    opened = undefined;
    const name = await file.discard();
    if (name === undefined) return { entry, doneBytes, left: 'nothing' };
    return { entry, doneBytes, left: 'part', leftAs: [...folder, name].join('/') };
  }

  return {
    get begun() {
      return opened && { entry: opened.entry, doneBytes: opened.doneBytes, left: 'removing' as const };
    },
    async makeFolders(mayGoOn) {
      for (const { kind, path } of entries) {
        if (kind !== 'folder') continue;
        for (const folder of missing(safe.folder(path))) {
          if (!(await mayGoOn())) return;
          await make(folder);
        }
      }
    },
    async write(entry, offset, pieces) {
      const current = await open(entry);
      await current.file.write(pieces, offset);
      current.doneBytes = pieces.reduce((end, { length }) => end + length, offset);
      await current.hashing;
      current.hashing = hashAll(current.hash, pieces);
    },
    async finish(entry, sha256) {
      const current = await open(entry);
      await current.hashing;
      current.found ??= await current.hash.digest();
      if (!current.found.every((byte, at) => byte === sha256[at])) throw new FileTrouble('damaged');
      const name = await current.file.finish();
      opened = undefined;
      return [...current.folder, name].join('/');
    },
    giveUp,
    async close() {
      const left = await giveUp();
      await target.close();
      return left;
    },
  };
}

/** Takes all of them in within the call, as the hash does. */
async function hashAll(hash: BlockHash, pieces: readonly Bytes[]): Promise<void> {
  await Promise.all(pieces.map((piece) => hash.update(piece)));
}
