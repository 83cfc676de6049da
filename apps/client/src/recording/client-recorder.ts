import type { MessagePort } from 'node:worker_threads';
import type { FilePlace, RunningSessionRecorder, SessionRecorder } from '@fjernhjelp/host';
import { startWorker } from '../workers.ts';
import type { FromRecordWorker, RecordData, ToRecordWorker } from './messages.ts';

export interface ClientRecorderOptions {
  readonly places: readonly FilePlace[];
  /** To the worker that reads the screen: a source of pictures for one recording. */
  openPictures(): MessagePort;
  /** Why a recording broke off, for the log. */
  problem(message: string): void;
}

/** Recordings in the user's folders. */
export function createClientRecorder({
  places,
  openPictures,
  problem,
}: ClientRecorderOptions): SessionRecorder {
  return {
    places,
    open(start, listener): RunningSessionRecorder {
      const data: RecordData = { ...start, pictures: openPictures() };
      const worker = startWorker('record-worker', { workerData: data, transferList: [data.pictures] });
      let isOver = false;
      const tell = (message: ToRecordWorker) => {
        if (!isOver) worker.postMessage(message);
      };

      function failed(why: Extract<FromRecordWorker, { type: 'failed' }>['why'], message: string): void {
        if (isOver) return;
        isOver = true;
        problem(message);
        listener.failed(why);
      }

      worker.on('message', (message: FromRecordWorker) => {
        if (isOver) return;
        switch (message.type) {
          case 'written':
            listener.written(message.path, message.sizeBytes);
            break;
          case 'done':
            isOver = true;
            listener.done();
            break;
          case 'failed':
            failed(message.why, message.message);
            break;
        }
      });
      worker.on('error', (error: Error) => failed('internal', error.message));
      worker.on('exit', () => failed('internal', 'the worker that records has ended'));
      return {
        show: (screen) => tell({ type: 'show', screen }),
        event: (event) => tell({ type: 'event', event }),
        stop: () => tell({ type: 'stop' }),
      };
    },
  };
}
