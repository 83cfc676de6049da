import type { MessagePort } from 'node:worker_threads';
import { connectRecorder, type FilePlace, type SessionRecorder } from '@fjernhjelp/host';
import { startWorker } from '../workers.ts';
import type { RecordData } from './record-data.ts';

export interface ClientRecorderOptions {
  readonly places: readonly FilePlace[];
  /** To the worker that reads the screen: a source of pictures for one recording. */
  openPictures(): MessagePort;
  /** Why a recording broke off, for the log. */
  problem(message: string): void;
}

/** Recordings in the user's folders. */
export function createClientRecorder(options: ClientRecorderOptions): SessionRecorder {
  return {
    places: options.places,
    open(start, listener) {
      const data: RecordData = { ...start, pictures: options.openPictures() };
      const worker = startWorker('record-worker', { workerData: data, transferList: [data.pictures] });
      return connectRecorder(worker, listener, options.problem);
    },
  };
}
