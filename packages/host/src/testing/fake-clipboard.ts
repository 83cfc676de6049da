import type { ClipboardContent } from '@fjernhjelp/protocol';
import type { Clipboard } from '../ports.ts';

export interface FakeClipboard extends Clipboard {
  /** What is on it. */
  readonly content: ClipboardContent | 'too-large';
  readonly reads: number;
  /** Everything that was written, oldest first. */
  readonly written: readonly ClipboardContent[];
  /** How often it was asked for files. */
  readonly fileReads: number;
  readFiles(): Promise<readonly string[]>;
  /** The user copies files. */
  takeFiles(paths: readonly string[]): void;
  /** Another program, or the user, takes the clipboard. */
  take(content: ClipboardContent | 'too-large'): void;
}

/** A clipboard that only remembers. */
export function createFakeClipboard(): FakeClipboard {
  const listeners = new Set<() => void>();
  const written: ClipboardContent[] = [];
  let content: ClipboardContent | 'too-large' = [];
  let reads = 0;
  let files: readonly string[] = [];
  let fileReads = 0;

  function tell(): void {
    for (const listener of [...listeners]) listener();
  }

  return {
    written,
    get content() {
      return content;
    },
    get reads() {
      return reads;
    },
    get fileReads() {
      return fileReads;
    },
    listen(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    async read() {
      reads += 1;
      return content;
    },
    async readFiles() {
      fileReads += 1;
      return files;
    },
    async write(next) {
      [content, files] = [next, []];
      written.push(next);
    },
    take(next) {
      [content, files] = [next, []];
      tell();
    },
    takeFiles(paths) {
      [content, files] = [[], paths];
      tell();
    },
    close() {},
  };
}
