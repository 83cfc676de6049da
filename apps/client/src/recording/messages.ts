import type { MessagePort } from 'node:worker_threads';
import type { RecordingTrouble } from '@fjernhjelp/host';
import type { RecordingEvent } from '@fjernhjelp/protocol';

/** What the worker is started with. */
export interface RecordData {
  readonly code: string;
  readonly startedAtMs: number;
  readonly folder: string;
  /** To the worker that reads the screen. */
  readonly pictures: MessagePort;
}

/** Main thread → record worker; "stop" is the last. */
export type ToRecordWorker =
  | { readonly type: 'show'; readonly screen: number | undefined }
  | { readonly type: 'event'; readonly event: RecordingEvent }
  | { readonly type: 'stop' };

/** Record worker → main thread; nothing follows "done" and "failed". */
export type FromRecordWorker =
  | { readonly type: 'written'; readonly path: string; readonly sizeBytes: number }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly why: RecordingTrouble; readonly message: string };
