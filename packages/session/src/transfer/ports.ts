import type { Bytes, FileEntry, FileProblem } from '@fjernhjelp/protocol';

/** What a person chose to send: the list, and a way to read it. */
export interface FileSource {
  /** At least one; each folder that would otherwise be empty is an entry of its own. */
  readonly entries: readonly FileEntry[];
  /**
   * @param entry its place in `entries`
   * @param room of `mostBytes`: where the bytes may be put, if that is of use
   * @returns 1 … `mostBytes` bytes of the file from there, or none at its end
   * @throws FileTrouble "not-readable"
   */
  read(entry: number, offset: number, mostBytes: number, room?: Bytes): Promise<Bytes>;
  /** Lets go of the files. May be called twice. */
  close(): void;
}

/** Whose rules names must follow; "any": of every system, where it is not known. */
export type NameRules = 'windows' | 'posix' | 'any';

/** The folder that a person picked for what comes. Names given to it are safe for `rules`; none contains a separator. */
export interface FileTarget {
  /** Where that is, as the person knows it. */
  readonly place: string;
  readonly rules: NameRules;
  /** @returns undefined where that cannot be known */
  freeBytes(): Promise<number | undefined>;
  /**
   * Makes a folder that was not there: a name that is taken gets a number.
   * @param folder the folders on the way to it, as `makeFolder` named them
   * @returns the name that it has
   * @throws FileTrouble "not-writable" | "no-space"
   */
  makeFolder(folder: readonly string[], name: string): Promise<string>;
  /** @throws FileTrouble "not-writable" | "no-space" | "too-large" */
  createFile(folder: readonly string[], name: string, sizeBytes: number): Promise<WritableFile>;
  /** Lets go of the folder; nothing is being written any more. */
  close(): Promise<void>;
}

/** A file that has not got its name yet. */
export interface WritableFile {
  /**
   * @param pieces one behind the other; free again when it resolves
   * Rejects with FileTrouble "no-space": nothing was lost, the same may be tried again; or "not-writable".
   */
  write(pieces: readonly Bytes[], offset: number): Promise<void>;
  /**
   * Gives the file its name, or that with a number where it is taken.
   * @returns the name that it has
   * @throws FileTrouble "not-writable" | "no-space"
   */
  finish(): Promise<string>;
  /**
   * Removes it; also after `finish` threw.
   * @returns the name under which a part of it is left, when it could not be removed
   */
  discard(): Promise<string | undefined>;
}

/** What went wrong with a file, for the person. */
export class FileTrouble extends Error {
  override name = 'FileTrouble';
  readonly code: FileProblem;

  constructor(code: FileProblem, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** @returns the trouble that an error stands for; anything unknown is `otherwise` */
export function problemOf(error: unknown, otherwise: FileProblem): FileProblem {
  return error instanceof FileTrouble ? error.code : otherwise;
}
