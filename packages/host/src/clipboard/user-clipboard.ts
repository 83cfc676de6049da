import { type ClipboardContent, decodeUtf8, isPng, limits } from '@fjernhjelp/protocol';
import { isWithin } from '@fjernhjelp/session';
import type { Clipboard } from '../ports.ts';

/** Hears of what the user copies. */
export type CopiedListener = (content: ClipboardContent | 'too-large') => void;

/** The user's clipboard, shared by all helpers: what they place there is never told back as if the user had copied it. */
export interface UserClipboard {
  /** @returns what ends that. Nothing is read while nobody listens, and nothing that was copied before */
  listen(copied: CopiedListener): () => void;
  place(content: ClipboardContent): Promise<'placed' | 'failed'>;
}

/**
 * @param failed what could not be read or written, for the log
 * @param placed what was there before is not any more
 */
export function createUserClipboard(
  port: Clipboard,
  failed: (error: Error) => void,
  placed?: () => void,
): UserClipboard {
  const listeners = new Set<CopiedListener>();
  let unlisten: (() => void) | undefined;
  /** What is there as far as we know: placed by a helper, or told to those who listen. */
  let known: ClipboardContent = [];
  let isReading = false;
  let isStale = false;

  /** One reading at a time; what changes meanwhile is read after it. */
  async function changed(): Promise<void> {
    isStale = true;
    if (isReading) return;
    isReading = true;
    while (isStale && listeners.size > 0) {
      isStale = false;
      try {
        tell(await port.read(limits.clipboardBytes));
      } catch (error) {
        failed(error as Error);
      }
    }
    isReading = false;
  }

  function tell(read: ClipboardContent | 'too-large'): void {
    const content = read === 'too-large' ? read : read.filter(isSound);
    if (content !== 'too-large') {
      // A program that keeps clipboards, or that copies the same again, has said nothing new.
      if (content.length === 0 || isWithin(content, known)) return;
      known = content;
    }
    for (const listener of [...listeners]) listener(content);
  }

  return {
    listen(copied) {
      const listener: CopiedListener = (content) => copied(content);
      listeners.add(listener);
      unlisten ??= port.listen(() => void changed());
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        unlisten?.();
        unlisten = undefined;
        known = [];
      };
    },
    async place(content) {
      const before = known;
      known = content;
      try {
        await port.write(content);
        placed?.();
        return 'placed';
      } catch (error) {
        known = before;
        failed(error as Error);
        return 'failed';
      }
    },
  };
}

/** Programs put on a clipboard what they like: what is not what it says is left out. */
function isSound({ format, bytes }: ClipboardContent[number]): boolean {
  if (bytes.length === 0) return false;
  if (format === 'png') return isPng(bytes);
  try {
    decodeUtf8(bytes);
    return true;
  } catch {
    return false;
  }
}
