import type { FileSource } from '@fjernhjelp/session/transfer';
import { createClipboardWatch } from '../clipboard/clipboard-watch.ts';
import type { Clipboard } from '../ports.ts';

/** What the user copied in a file manager, as full paths: nothing of it has been opened. */
export interface CopiedPaths {
  /** From 1: another for each copy. */
  readonly copy: number;
  readonly paths: readonly string[];
}

/** Files that the user copies, shared by all helpers who may have files. */
export interface CopiedFiles {
  /** What is on the clipboard, when that is files that were copied while somebody listened. */
  readonly current: CopiedPaths | undefined;
  /** @param changed `current` is another. @returns what ends that: nothing is read while nobody listens */
  listen(changed: () => void): () => void;
  /** Something of a helper's has taken its place on the clipboard. */
  forget(): void;
  /**
   * Opens exactly what was copied then.
   * @returns undefined when something else has been copied since
   * @throws FileTrouble "not-readable" | "too-many"
   */
  open(copy: number): Promise<FileSource | undefined>;
}

export interface CopiedFilesOptions {
  readonly clipboard: Clipboard;
  /** @throws FileTrouble "not-readable" | "too-many" */
  open(paths: readonly string[]): Promise<FileSource>;
  /** The clipboard could not be read, for the log. */
  failed(error: Error): void;
}

/** @returns undefined where the desktop does not tell of files */
export function createCopiedFiles({ clipboard, open, failed }: CopiedFilesOptions): CopiedFiles | undefined {
  if (clipboard.readFiles === undefined) return undefined;
  let current: CopiedPaths | undefined;
  let copies = 0;
  const watch = createClipboardWatch<readonly string[], []>({
    clipboard,
    changed: () => set(undefined),
    read: async () => (await clipboard.readFiles?.()) ?? [],
    found(paths, isOld) {
      if (!isOld && paths.length > 0) set({ copy: ++copies, paths });
    },
    left: forget,
    failed,
  });

  function set(next: CopiedPaths | undefined): void {
    if (current === next) return;
    current = next;
    watch.tell();
  }

  function forget(): void {
    watch.outdate();
    set(undefined);
  }

  return {
    get current() {
      return current;
    },
    listen: watch.listen,
    forget,
    async open(copy) {
      return current?.copy === copy ? open(current.paths) : undefined;
    },
  };
}
