import type { RecordingEvent } from '@fjernhjelp/protocol';
import type { RecordingTrouble } from './session-recorder.ts';

/** To the worker that writes a recording of the user's; "stop" is the last. */
export type ToRecordWorker =
  | { readonly type: 'show'; readonly screen: number | undefined }
  | { readonly type: 'event'; readonly event: RecordingEvent }
  | { readonly type: 'stop' };

/** From that worker; nothing follows "done" and "failed". */
export type FromRecordWorker =
  /** The file at this path is so large now. */
  | { readonly type: 'written'; readonly path: string; readonly sizeBytes: number }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly why: RecordingTrouble; readonly message: string };
