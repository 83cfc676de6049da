import type { ClipboardContent } from '@fjernhjelp/protocol';
import type { Clipboard } from '../ports.ts';

export interface FakeClipboard extends Clipboard {
  /** What is on it. */
  readonly content: ClipboardContent | 'too-large';
  readonly reads: number;
  /** Everything that was written, oldest first. */
  readonly written: readonly ClipboardContent[];
  /** Another program, or the user, takes the clipboard. */
  take(content: ClipboardContent | 'too-large'): void;
}

/** A clipboard that only remembers. */
export function createFakeClipboard(): FakeClipboard {
  const listeners = new Set<() => void>();
  const written: ClipboardContent[] = [];
  let content: ClipboardContent | 'too-large' = [];
  let reads = 0;
  return {
    written,
    get content() {
      return content;
    },
    get reads() {
      return reads;
    },
    listen(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    async read() {
      reads += 1;
      return content;
    },
    async write(next) {
      content = next;
      written.push(next);
    },
    take(next) {
      content = next;
      for (const listener of listeners) listener();
    },
    close() {},
  };
}
