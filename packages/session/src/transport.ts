import type { Bytes, TransportFailure } from '@fjernhjelp/protocol';

/**
 * A byte pipe between the two ends: a relayed WebSocket or a data channel. It keeps order and may cut
 * the bytes into other pieces than were sent. It neither encrypts nor retries.
 */
export interface Transport {
  /** Sends bytes; the pipe owns them from here. Does nothing once closed. */
  send(bytes: Bytes): void;
  /** Bytes that were sent and that the network has not taken yet. */
  readonly bufferedBytes: number;
  /** Whether it goes from end to end, without the relay. */
  readonly isDirect?: boolean;
  /** Sets who listens; called once, before anything is sent. What came earlier is delivered then. */
  listen(listener: TransportListener): void;
  /** Closes it; no listener is called after that. May be called twice. */
  close(): void;
}

export interface TransportListener {
  /** @param bytes 1 or more, owned by the listener */
  data(bytes: Bytes): void;
  /** `bufferedBytes` has fallen, from 4 KiB or more: more may be sent. */
  drained(): void;
  /** The pipe is gone; nothing follows. */
  closed(failure: TransportFailure): void;
}
