import { concatBytes } from '@fjernhjelp/protocol';
import { FileTrouble, type WritableFile } from '@fjernhjelp/session/transfer';

/** @returns the trouble that a file system of the browser has */
export function troubleOf(error: unknown): FileTrouble {
  if (error instanceof FileTrouble) return error;
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  // A stream that has failed takes nothing more: there is no going on with this file.
  return new FileTrouble(isFull ? 'too-large' : 'not-writable', { cause: error });
}

/**
 * Writes through the browser, which keeps what is written apart until the end: the file has no content before that.
 * @param finish the file is whole. @param discard removes it, as `WritableFile` has it
 */
export async function writeThroughBrowser(
  handle: FileSystemFileHandle,
  { finish, discard }: { finish(): Promise<string>; discard(): Promise<string | undefined> },
): Promise<WritableFile> {
  const stream = await handle.createWritable();
  return {
    async write(pieces, position) {
      try {
        await stream.write({
          type: 'write',
          position,
          data: pieces.length === 1 ? pieces[0]! : concatBytes(...pieces),
        });
      } catch (error) {
        throw troubleOf(error);
      }
    },
    async finish() {
      try {
        await stream.close();
        return await finish();
      } catch (error) {
        throw troubleOf(error);
      }
    },
    async discard() {
      // Already closed or failed: then there is nothing to call off.
      await stream.abort().catch(() => {});
      return discard();
    },
  };
}
