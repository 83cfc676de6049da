import type { CursorMessage, RecordingCode, RecordingEvent, Rect, ScreenSize } from '@fjernhjelp/protocol';

/** Page → record worker. "start" is the first, "stop" the last. Buffers are transferred. */
export type ToRecorder =
  | {
      readonly type: 'start';
      readonly code: RecordingCode;
      readonly name: string;
      readonly startedAtMs: number;
    }
  | { readonly type: 'resize'; readonly size: ScreenSize }
  | { readonly type: 'pixels'; readonly rects: readonly Rect[]; readonly buffer: ArrayBuffer }
  | { readonly type: 'cursor'; readonly message: CursorMessage }
  | { readonly type: 'event'; readonly event: RecordingEvent }
  | { readonly type: 'stop' };

/** Record worker → page. */
export type FromRecorder =
  /** So large is the file. */
  | { readonly type: 'written'; readonly sizeBytes: number }
  /** Pixels of this length are taken in. */
  | { readonly type: 'took'; readonly sizeBytes: number }
  /** The file is closed. Nothing follows. */
  | { readonly type: 'done' }
  | {
      readonly type: 'failed';
      readonly why: 'full' | 'unsupported' | 'internal';
      readonly message: string;
    };
