import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { connectPictureSource, type PictureSource } from '@fjernhjelp/host';
import { startWorker } from '../workers.ts';

export interface ScreenWorker {
  /** For one more helper; to be closed when that one is gone. */
  open(): PictureSource;
  /** The same for another worker, which connects to it and closes it. */
  openPort(): MessagePort;
  /** Lets the worker leave the screen and end. May be called twice. */
  close(): void;
}

/** A worker that does not end by itself is ended. */
const END_WAIT_MS = 1000;

/**
 * Starts the worker that reads the screen and packs it for all helpers.
 * @param failed it could not start or broke down; the sources reject then
 */
export function openScreenWorker(failed: (error: Error) => void): ScreenWorker {
  const ports = new Set<MessagePort>();
  const worker = startWorker('screen-worker', {});
  let isClosed = false;

  function closePorts(): void {
    for (const port of ports) port.close();
    ports.clear();
  }

  worker.on('error', (error: Error) => {
    failed(error);
    closePorts();
  });
  function openPort(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    worker.postMessage(port2, [port2]);
    return port1;
  }

  return {
    open() {
      const port = openPort();
      ports.add(port);
      port.once('close', () => ports.delete(port));
      return connectPictureSource(port);
    },
    openPort,
    close() {
      if (isClosed) return;
      isClosed = true;
      closePorts();
      worker.postMessage(null);
      const timer = setTimeout(() => void worker.terminate(), END_WAIT_MS);
      worker.once('exit', () => clearTimeout(timer));
    },
  };
}
