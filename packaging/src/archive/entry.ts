/** One file of a package. */
export interface Entry {
  /** With slashes, below the package's folder. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable?: boolean;
}

/** The order in archives and lists: by code units, the same on every machine. */
export function inOrder(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
