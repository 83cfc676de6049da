import type { ClipboardContent } from '@fjernhjelp/protocol';

/** Main thread → the clipboard's thread. Each `id` is answered once. */
export type ToClipboard =
  | { readonly type: 'read'; readonly id: number; readonly maxBytes: number }
  | { readonly type: 'read-files'; readonly id: number }
  | { readonly type: 'write'; readonly id: number; readonly content: ClipboardContent };

/** What came of it: undefined where another program would not let go of the clipboard, or memory was refused. */
export type ClipboardAnswer = ClipboardContent | CopiedPaths | 'too-large' | 'written' | undefined;

/** In the answer to `read-files`. */
export interface CopiedPaths {
  readonly paths: readonly string[];
}

export type FromClipboard =
  | { readonly type: 'changed' }
  | { readonly type: 'answer'; readonly id: number; readonly answer: ClipboardAnswer };
