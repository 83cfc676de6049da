/** Page → record worker, before everything else (`ToRecordWorker`). */
export interface StartMessage {
  readonly type: 'start';
  readonly code: string;
  readonly name: string;
  readonly startedAtMs: number;
  /** To the worker that reads what is shared. */
  readonly pictures: MessagePort;
}
