import { MessageChannel } from 'node:worker_threads';
import { connectPictureSource, type PictureSource } from '@fjernhjelp/host';
import { startWorker } from '../workers.ts';

export interface ScreenWorker {
  readonly source: PictureSource;
  /** Lets the worker leave the screen and end. May be called twice. */
  close(): void;
}

/** A worker that does not end by itself is ended. */
const END_WAIT_MS = 1000;

/**
 * Starts the worker that reads and packs the screen.
 * @param failed it could not start or broke down; the source rejects then
 */
export function openScreenWorker(failed: (error: Error) => void): ScreenWorker {
  const { port1, port2 } = new MessageChannel();
  const worker = startWorker('screen-worker', { workerData: port2, transferList: [port2] });
  worker.on('error', (error: Error) => {
    failed(error);
    port1.close();
  });
  return {
    source: connectPictureSource(port1),
    close() {
      port1.close();
      const timer = setTimeout(() => void worker.terminate(), END_WAIT_MS);
      worker.once('exit', () => clearTimeout(timer));
    },
  };
}
