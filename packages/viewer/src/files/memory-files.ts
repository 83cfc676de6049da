import { type Bytes, concatBytes } from '@fjernhjelp/protocol';
import { FileTrouble, type WritableFile } from '@fjernhjelp/session/transfer';

/** All files together that lie in the page's memory. */
const MOST_BYTES = 256 * 1024 * 1024;
/** How long the browser may be copying a file out of the memory. */
const KEPT_MS = 60_000;

/** Files where a page has no disk to collect them on: together at most 256 MiB, so that the page does not fall. */
export interface MemoryFiles {
  /**
   * @param save takes the whole file; it is forgotten a minute later
   * @throws FileTrouble "too-large", before anything of it has come
   */
  create(name: string, sizeBytes: number, save: (blob: Blob, name: string) => void): WritableFile;
}

export function createMemoryFiles(): MemoryFiles {
  let takenBytes = 0;

  return {
    create(name, sizeBytes, save) {
      if (sizeBytes > MOST_BYTES - takenBytes) throw new FileTrouble('too-large');
      takenBytes += sizeBytes;
      const parts: Bytes[] = [];
      let leftBytes = sizeBytes;
      let isHeld = true;

      function letGo(): void {
        parts.length = 0;
        if (isHeld) takenBytes -= sizeBytes;
        isHeld = false;
      }

      return {
        async write(pieces) {
          const bytes = concatBytes(...pieces);
          if (bytes.length > leftBytes) throw new FileTrouble('too-large');
          leftBytes -= bytes.length;
          parts.push(bytes);
        },
        async finish() {
          save(new Blob(parts), name);
          setTimeout(letGo, KEPT_MS);
          return name;
        },
        async discard() {
          letGo();
          return undefined;
        },
      };
    },
  };
}
