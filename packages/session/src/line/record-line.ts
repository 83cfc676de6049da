import {
  type Bytes,
  ProtocolViolation,
  RecordParser,
  type RecordType,
  type TransportFailure,
} from '@fjernhjelp/protocol';
import type { Transport } from '../transport.ts';

/** Who takes the records of a line at the moment: a handshake first, then the channel. */
export interface RecordHandler {
  /** @param body owned by the handler */
  record(type: RecordType, body: Bytes): void;
  drained(): void;
  /** The transport is gone; nothing follows. */
  closed(failure: TransportFailure): void;
  /** What came is no record; nothing follows. */
  broken(violation: ProtocolViolation): void;
}

/** A transport that carries records. */
export interface RecordLine {
  /** Listens; what came earlier is handled within the call. Once, before anything is sent. */
  start(handler: RecordHandler): void;
  /** @param record header and body; the line owns it from here */
  send(record: Bytes): void;
  /** Bytes that the network has not taken yet. */
  readonly bufferedBytes: number;
  readonly isDirect: boolean;
  /** Hands the line over, also between two records that arrived together. */
  handle(handler: RecordHandler): void;
  /** Closes the transport behind what was sent; no handler is called after that. May be called twice. */
  close(): void;
}

/** @param transport a fresh one: the line is its only user from here */
export function createRecordLine(transport: Transport): RecordLine {
  const parser = new RecordParser();
  let handler: RecordHandler;
  let closed = false;

  function take(bytes: Bytes): void {
    try {
      parser.push(bytes, (type, body) => {
        handler.record(type, body);
        return !closed;
      });
    } catch (error) {
      if (!(error instanceof ProtocolViolation)) throw error;
      if (!closed) handler.broken(error);
    }
  }

  return {
    start(first) {
      handler = first;
      transport.listen({
        data(bytes) {
          if (!closed) take(bytes);
        },
        drained() {
          if (!closed) handler.drained();
        },
        closed(failure) {
          if (closed) return;
          closed = true;
          handler.closed(failure);
        },
      });
    },
    send(record) {
      if (!closed) transport.send(record);
    },
    get bufferedBytes() {
      return transport.bufferedBytes;
    },
    isDirect: transport.isDirect === true,
    handle(next) {
      handler = next;
    },
    close() {
      if (closed) return;
      closed = true;
      transport.close();
    },
  };
}
