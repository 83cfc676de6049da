import type { FileEntry, UnfinishedFile } from '@fjernhjelp/protocol';

/** How far a file came, and what is left of it here. */
export interface BegunFile {
  readonly entry: number;
  readonly doneBytes: number;
  readonly left: UnfinishedFile['left'];
  /** With "part": its path within the folder. */
  readonly leftAs?: string | undefined;
}

/**
 * Says of files of a transfer that they did not arrive.
 * @param numbers places in `entries`, all files of it when undefined; but for that of `begun` they have not been begun
 * @param place the folder that `leftAs` is in, as the person knows it
 */
export function describeUnfinished(options: {
  entries: readonly FileEntry[];
  numbers?: readonly number[];
  why: UnfinishedFile['why'];
  begun?: BegunFile | undefined;
  place?: string | undefined;
}): readonly UnfinishedFile[] {
  const { entries, why, begun, place = '' } = options;
  const { numbers = [...entries.keys()].filter((number) => entries[number]!.kind === 'file') } = options;
  return numbers.map((number) => {
    const { path, sizeBytes } = entries[number]!;
    if (begun?.entry !== number) return { name: path, sizeBytes, doneBytes: 0, why, left: 'nothing' };
    const { doneBytes, left, leftAs } = begun;
    return {
      name: path,
      sizeBytes,
      doneBytes,
      why,
      left,
      ...(leftAs !== undefined && { leftAs: [place, leftAs].filter(Boolean).join('/') }),
    };
  });
}
