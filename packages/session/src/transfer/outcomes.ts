import type { FileEntry, FileProblem, FilesMessage } from '@fjernhjelp/protocol';
import { SHOWN_ENTRIES, SHOWN_OUTCOMES, type TransferStatus } from './status.ts';

/** What became of the files of one transfer. */
export interface Outcomes {
  readonly done: number;
  has(entry: number): boolean;
  /** @returns false when there is no such file, or its outcome is known already */
  take(
    outcome: Pick<Extract<FilesMessage, { type: 'outcome' }>, 'entry' | 'problem' | 'storedPath'>,
  ): boolean;
  /** This end knows before the other that it cannot be. */
  fail(entry: number, problem: FileProblem): void;
  /** Files that nobody knows anything of, by their entry. */
  unknown(): readonly number[];
  shown(): Pick<TransferStatus, 'doneFiles' | 'renamed' | 'failed' | 'renamedCount' | 'failedCount'>;
  /** @param isHidden nobody is asked about the list any more */
  list(isHidden: boolean): Pick<TransferStatus, 'list' | 'listRest'>;
}

/** @param arrived hears of each file that is there, whole and checked */
export function createOutcomes(entries: readonly FileEntry[], arrived: (entry: FileEntry) => void): Outcomes {
  const known = new Set<number>();
  const failedHere = new Set<number>();
  const renamed: { path: string; storedPath: string }[] = [];
  const failed: { path: string; problem: FileProblem }[] = [];
  let succeeded = 0;
  let renamedCount = 0;
  let failedCount = 0;

  function fail(path: string, problem: FileProblem): void {
    failedCount++;
    if (failed.length < SHOWN_OUTCOMES) failed.push({ path, problem });
  }

  return {
    get done() {
      return known.size;
    },
    has: (entry) => known.has(entry) || failedHere.has(entry),
    take({ entry, problem, storedPath }) {
      const listed = entries[entry];
      if (listed?.kind !== 'file' || known.has(entry)) return false;
      const { path } = listed;
      known.add(entry);
      if (problem === undefined) {
        succeeded++;
        arrived(listed);
      } else if (!failedHere.has(entry)) fail(path, problem);
      if (problem === undefined && storedPath !== '') {
        renamedCount++;
        if (renamed.length < SHOWN_OUTCOMES) renamed.push({ path, storedPath });
      }
      return true;
    },
    unknown: () =>
      [...entries.keys()].filter(
        (entry) => entries[entry]!.kind === 'file' && !known.has(entry) && !failedHere.has(entry),
      ),
    fail(entry, problem) {
      failedHere.add(entry);
      fail(entries[entry]!.path, problem);
    },
    shown: () => ({
      doneFiles: succeeded,
      renamed: [...renamed],
      failed: [...failed],
      renamedCount,
      failedCount,
    }),
    list: (isHidden) => ({
      list: isHidden ? [] : entries.slice(0, SHOWN_ENTRIES),
      listRest: isHidden ? 0 : Math.max(0, entries.length - SHOWN_ENTRIES),
    }),
  };
}
