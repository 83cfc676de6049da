import { type FileSource, FileTrouble } from '@fjernhjelp/session/transfer';
import { listPicked, type PickedFile } from './picked-files.ts';

/** Reads picked files where they lie; nothing of them is kept. */
export function createPickedSource(picked: readonly PickedFile[]): FileSource {
  return {
    entries: listPicked(picked).entries,
    async read(entry, offset, mostBytes) {
      try {
        const part = picked[entry]?.file?.slice(offset, offset + mostBytes);
        return new Uint8Array((await part?.arrayBuffer()) ?? new ArrayBuffer());
      } catch (cause) {
        // Changed, moved or not allowed since it was picked.
        throw new FileTrouble('not-readable', { cause });
      }
    },
    close() {},
  };
}
