import type { MessagePort } from 'node:worker_threads';

/** What the record worker is started with. */
export interface RecordData {
  readonly code: string;
  readonly startedAtMs: number;
  readonly folder: string;
  /** To the worker that reads the screen. */
  readonly pictures: MessagePort;
}
