import { type Bytes, type SessionId, TransportFailure } from '@fjernhjelp/protocol';
import { createListenerSlot, type Transport } from '@fjernhjelp/session';
import { ownBytes } from '../worker-port/own-bytes.ts';
import { createPageEnd, type WorkerLike } from '../worker-port/page-end.ts';
import type { FromLine, ToLine } from './line-messages.ts';

/** From so much on that is under way to the network, the page wants to hear when it is taken. */
const TELL_BYTES = 16 * 1024;

/** What is used of a worker that carries one line. */
export interface LineWorker extends WorkerLike {
  terminate(): void;
}

export function openLineWorker(): Worker {
  return new Worker(new URL('./line-worker.ts', import.meta.url), { type: 'module', name: 'line' });
}

/**
 * Reaches a host as `connectToHost` does, with the socket in a worker: what comes is heard at once, also while the page waits for its
 * next frame (docs/decisions/0021).
 * @throws TransportFailure as `connectToHost`; "unreachable" also when the worker did not start
 */
export function connectInWorker(
  address: { readonly serverUrl: string; readonly id: SessionId },
  signal: AbortSignal,
  worker: LineWorker = openLineWorker(),
): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const slot = createListenerSlot();
    let isOver = false;
    let sentBytes = 0;
    let takenBytes = 0;

    const line = createPageEnd<ToLine, FromLine>(worker, hear, broken);

    function hear(message: FromLine, bytes: Bytes): void {
      switch (message.type) {
        case 'open':
          signal.removeEventListener('abort', cancel);
          resolve(transport);
          break;
        case 'failed':
          end();
          reject(new TransportFailure(message.code));
          break;
        case 'data':
          if (slot.data(bytes)) break;
          line.post({ type: 'close' });
          lose('closed');
          break;
        case 'taken':
          takenBytes = message.bytes;
          slot.drained();
          break;
        case 'closed':
          lose(message.code);
          break;
      }
    }

    /** Its socket must not stay open with nobody who hears it. */
    function broken(): void {
      worker.terminate();
      lose('unreachable');
    }

    function end(): void {
      isOver = true;
      signal.removeEventListener('abort', cancel);
      line.close();
    }

    function lose(code: TransportFailure['code']): void {
      if (isOver) return;
      end();
      const failure = new TransportFailure(code);
      slot.closed(failure);
      reject(failure);
    }

    const transport: Transport = {
      send(bytes) {
        if (isOver) return;
        const own = ownBytes(bytes);
        sentBytes += own.length;
        const tellTaken = sentBytes - takenBytes >= TELL_BYTES;
        line.post({ type: 'send', tellTaken }, own);
      },
      get bufferedBytes() {
        return isOver ? 0 : sentBytes - takenBytes;
      },
      listen: slot.listen,
      close() {
        slot.leave();
        if (isOver) return;
        line.post({ type: 'close' });
        end();
      },
    };

    const cancel = () => void line.post({ type: 'cancel' });
    signal.addEventListener('abort', cancel);
    line.post({ type: 'connect', ...address });
    if (signal.aborted) cancel();
  });
}
