/** What a worker's two halves talk over: Node's worker_threads or a browser's, either end of it, or a MessagePort. */
export type MessagePortLike = EmitterPort | EventTargetPort;

/** Node's Worker, MessagePort and parentPort. */
export interface EmitterPort {
  /** @param transfer buffers that belong to the other half from here */
  postMessage(value: unknown, transfer?: readonly ArrayBuffer[]): void;
  on(event: string, listener: (value: unknown) => void): unknown;
  /** A MessagePort's: the other end hears of it. */
  close?(): void;
}

/** A browser's Worker, MessagePort and a dedicated worker's global scope. */
export interface EventTargetPort {
  postMessage(value: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(event: string, listener: (event: { data?: unknown; message?: string }) => void): void;
  start?(): void;
  close?(): void;
}

export interface MessagePortListener {
  message(value: unknown): void;
  /** The other half is gone, or failed with this error; nothing follows. Called once. */
  closed(error: Error): void;
}

/** Starts hearing what the other half says. */
export function listenToPort(port: MessagePortLike, listener: MessagePortListener): void {
  let isClosed = false;
  const closed = (error: Error) => {
    if (isClosed) return;
    isClosed = true;
    listener.closed(error);
  };
  if ('on' in port) {
    port.on('message', (value) => listener.message(value));
    port.on('error', (error) => closed(error instanceof Error ? error : new Error(String(error))));
    port.on('exit', () => closed(new Error('the worker has ended')));
    port.on('close', () => closed(new Error('the port was closed')));
    return;
  }
  port.addEventListener('message', (event) => listener.message(event.data));
  port.addEventListener('error', (event) => closed(new Error(event.message ?? 'the worker failed')));
  port.addEventListener('messageerror', () => closed(new Error('a message cannot be read')));
  port.addEventListener('close', () => closed(new Error('the port was closed')));
  port.start?.();
}
