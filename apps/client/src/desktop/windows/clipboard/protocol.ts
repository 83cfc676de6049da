import type { ClipboardContent } from '@fjernhjelp/protocol';

/** Main thread → the clipboard's thread. Each `id` is answered once. */
export type ToClipboard =
  | { readonly type: 'read'; readonly id: number; readonly maxBytes: number }
  | { readonly type: 'write'; readonly id: number; readonly content: ClipboardContent };

/** What came of it: undefined where another program would not let go of the clipboard, or memory was refused. */
export type ClipboardAnswer = ClipboardContent | 'too-large' | 'written' | undefined;

export type FromClipboard =
  | { readonly type: 'changed' }
  | { readonly type: 'answer'; readonly id: number; readonly answer: ClipboardAnswer };
