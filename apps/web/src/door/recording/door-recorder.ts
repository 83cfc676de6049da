import { recordingName } from '@fjernhjelp/codec/recording';
import type { RunningSessionRecorder, SessionRecorder } from '@fjernhjelp/host';
import type { FromRecordWorker, ToRecordWorker } from './worker-messages.ts';

export interface DoorRecorderOptions {
  openWorker(): Worker;
  /** To the worker that reads what is shared: a source of pictures for one recording. */
  openPictures(): MessagePort;
  /** Why a recording broke off, for the browser's log. */
  problem(error: Error): void;
}

/**
 * Recordings in the browser's own storage: a page knows no folder, and what was written until the page was left is kept. They lie
 * among those that the page that plays them lists, and go from there or from here to the user's downloads.
 */
export function createDoorRecorder(options: DoorRecorderOptions): SessionRecorder {
  return {
    places: [{ name: 'browser', folder: 'browser' }],
    open({ code, startedAtMs }, listener): RunningSessionRecorder {
      const name = recordingName(startedAtMs);
      const worker = options.openWorker();
      let isOver = false;

      function tell(message: ToRecordWorker, transfer: Transferable[] = []): void {
        if (!isOver) worker.postMessage(message, transfer);
      }

      function failed(why: Extract<FromRecordWorker, { type: 'failed' }>['why'], message: string): void {
        if (isOver) return;
        isOver = true;
        options.problem(new Error(message));
        listener.failed(why);
      }

      worker.onerror = ({ message }) => failed('internal', message);
      worker.onmessage = ({ data }: MessageEvent<FromRecordWorker>) => {
        if (isOver) return;
        switch (data.type) {
          case 'written':
            listener.written(name, data.sizeBytes);
            break;
          case 'done':
            isOver = true;
            listener.done();
            break;
          case 'failed':
            failed(data.why, data.message);
            break;
        }
      };
      const pictures = options.openPictures();
      tell({ type: 'start', code, name, startedAtMs, pictures }, [pictures]);
      return {
        show: (screen) => tell({ type: 'show', screen }),
        event: (event) => tell({ type: 'event', event }),
        stop: () => tell({ type: 'stop' }),
      };
    },
  };
}
