import type { FileSource } from '@fjernhjelp/session/transfer';

/** A window that closes before a helper is offered anything keeps no files here. */
const KEPT_BATCHES = 16;

/** What the user chose in the window, until a helper's part takes it. */
export interface ChosenFiles {
  /** @returns the number to take it under */
  add(source: FileSource): number;
  take(batch: number): FileSource | undefined;
}

export function createChosenFiles(): ChosenFiles {
  const batches = new Map<number, FileSource>();
  let last = 0;
  return {
    add(source) {
      const [oldest] = batches;
      if (batches.size >= KEPT_BATCHES && oldest !== undefined) {
        batches.delete(oldest[0]);
        oldest[1].close();
      }
      batches.set(++last, source);
      return last;
    },
    take(batch) {
      const source = batches.get(batch);
      batches.delete(batch);
      return source;
    },
  };
}
