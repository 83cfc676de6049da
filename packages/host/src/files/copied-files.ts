import type { FileSource } from '@fjernhjelp/session/transfer';
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
  const listeners = new Set<() => void>();
  let unlisten: (() => void) | undefined;
  let current: CopiedPaths | undefined;
  let copies = 0;
  let isReading = false;
  let isStale = false;

  function set(next: CopiedPaths | undefined): void {
    if (current === next) return;
    current = next;
    for (const listener of [...listeners]) listener();
  }

  /** What was there is gone at once; one reading at a time, and what changes meanwhile is read after it. */
  async function changed(): Promise<void> {
    set(undefined);
    isStale = true;
    if (isReading) return;
    isReading = true;
    while (isStale && listeners.size > 0) {
      isStale = false;
      try {
        const paths = (await clipboard.readFiles?.()) ?? [];
        if (!isStale && listeners.size > 0 && paths.length > 0) set({ copy: ++copies, paths });
      } catch (error) {
        failed(error as Error);
      }
    }
    isReading = false;
  }

  function forget(): void {
    isStale = true;
    set(undefined);
  }

  return {
    get current() {
      return current;
    },
    listen(heard) {
      const listener = () => heard();
      listeners.add(listener);
      unlisten ??= clipboard.listen(() => void changed());
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        unlisten?.();
        unlisten = undefined;
        forget();
      };
    },
    forget,
    async open(copy) {
      return current?.copy === copy ? open(current.paths) : undefined;
    },
  };
}
