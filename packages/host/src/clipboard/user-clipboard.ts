import { type ClipboardContent, decodeUtf8, isPng, limits } from '@fjernhjelp/protocol';
import { isWithin } from '@fjernhjelp/session';
import type { Clipboard } from '../ports.ts';
import { createClipboardWatch } from './clipboard-watch.ts';

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
  /** What is there as far as we know: placed by a helper, or told to those who listen. */
  let known: ClipboardContent = [];
  const watch = createClipboardWatch<ClipboardContent | 'too-large', Parameters<CopiedListener>>({
    clipboard: port,
    read: () => port.read(limits.clipboardBytes),
    found: tell,
    left() {
      known = [];
    },
    failed,
  });

  function tell(read: ClipboardContent | 'too-large'): void {
    const content = read === 'too-large' ? read : read.filter(isSound);
    if (content !== 'too-large') {
      // A program that keeps clipboards, or that copies the same again, has said nothing new.
      if (content.length === 0 || isWithin(content, known)) return;
      known = content;
    }
    watch.tell(content);
  }

  return {
    listen: watch.listen,
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
