import { recordingName } from '@fjernhjelp/codec/recording';
import { connectRecorder, type SessionRecorder } from '@fjernhjelp/host';
import type { StartMessage } from './start-message.ts';

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
    open({ code, startedAtMs }, listener) {
      const worker = options.openWorker();
      const pictures = options.openPictures();
      const name = recordingName(startedAtMs);
      const start: StartMessage = { type: 'start', code, name, startedAtMs, pictures };
      worker.postMessage(start, [pictures]);
      return connectRecorder(worker, listener, (message) => options.problem(new Error(message)));
    },
  };
}
