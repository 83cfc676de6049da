import type { RecordingTrouble } from '@fjernhjelp/host';
import type { RecordingEvent } from '@fjernhjelp/protocol';

/** Page → record worker. "start" is the first, "stop" the last. */
export type ToRecordWorker =
  | {
      readonly type: 'start';
      readonly code: string;
      readonly name: string;
      readonly startedAtMs: number;
      /** To the worker that reads what is shared. */
      readonly pictures: MessagePort;
    }
  | { readonly type: 'show'; readonly screen: number | undefined }
  | { readonly type: 'event'; readonly event: RecordingEvent }
  | { readonly type: 'stop' };

/** Record worker → page; nothing follows "done" and "failed". */
export type FromRecordWorker =
  | { readonly type: 'written'; readonly sizeBytes: number }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly why: RecordingTrouble; readonly message: string };
