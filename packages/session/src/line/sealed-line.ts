import {
  type Bytes,
  limits,
  RECORD_HEADER_BYTES,
  recordTypes,
  SEAL_TAG_BYTES,
  TransportFailure,
} from '@fjernhjelp/protocol';
import type { Opener, Sealer } from '../crypto/sealing.ts';
import type { RecordLine } from './record-line.ts';

/** What a record weighs on the wire beyond its plaintext. */
export const RECORD_OVERHEAD_BYTES = RECORD_HEADER_BYTES + SEAL_TAG_BYTES;

/**
 * Received bytes that wait to be opened. An honest end never has so much under way, because it stops at
 * `limits.unacknowledgedBytes` (PROTOCOL.md CH6); the rest is room for its acknowledgements.
 */
const UNOPENED_BYTES = 2 * limits.unacknowledgedBytes;

export interface SealedLineListener {
  /** One plaintext, owned by the listener; in the order in which the other end sealed them. */
  record(plaintext: Bytes): void;
  /** The backlog has fallen. */
  room(): void;
  /** Something came that the other end did not seal here; nothing follows. */
  forged(): void;
  /** The line is gone and all that came is delivered; nothing follows. */
  lost(failure: TransportFailure): void;
}

/** One line of a channel: seals and opens records in order, several at once. */
export interface SealedLine {
  /** @param plaintext of one record, not written to any more */
  send(plaintext: Bytes): void;
  /** Bytes that are being sealed or that the network has not taken yet. */
  readonly backlogBytes: number;
  /** Calls back when all that was sent is with the transport, and closes that behind it. */
  finish(done: () => void): void;
  /** Delivers and sends nothing more, and keeps the transport open until `close`. */
  leave(): void;
  /** Drops the line and what is under way; the listener is not called after that. May be called twice. */
  close(): void;
}

/**
 * @param ready plaintexts are delivered from then on
 */
export function createSealedLine(options: {
  line: RecordLine;
  sealer: Sealer;
  opener: Opener;
  ready: Promise<void>;
  listener: SealedLineListener;
}): SealedLine {
  const { line, sealer, opener, ready, listener } = options;
  let outgoing: Promise<void> = Promise.resolve();
  let incoming: Promise<void> = ready;
  /** What waits in the two; without any, a record that is sealed or opened at once goes on at once. */
  let outgoingCount = 0;
  let incomingCount = 0;
  let sealingBytes = 0;
  let unopenedBytes = 0;
  let closed = false;
  let isForged = false;

  queueIncoming(() => {});

  function close(): void {
    closed = true;
    line.close();
  }

  /** Does it once all that came earlier is delivered. */
  function queueIncoming(task: () => void | Promise<void>): void {
    incomingCount++;
    incoming = incoming.then(task).finally(() => void incomingCount--);
  }

  function lose(failure: TransportFailure): void {
    queueIncoming(() => {
      if (closed) return;
      close();
      listener.lost(failure);
    });
  }

  function forged(): void {
    if (closed || isForged) return;
    isForged = true;
    listener.forged();
  }

  function deliver(plaintext: Bytes | undefined, sizeBytes: number): void {
    unopenedBytes -= sizeBytes;
    if (closed || isForged) return;
    if (plaintext === undefined) forged();
    else listener.record(plaintext);
  }

  async function sendLater(sealed: Bytes | Promise<Bytes>, sizeBytes: number): Promise<void> {
    const record = await sealed;
    outgoingCount--;
    sealingBytes -= sizeBytes;
    if (closed) return;
    line.send(record);
    listener.room();
  }

  line.handle({
    record(type, body) {
      if (type !== recordTypes.sealed) {
        // Behind what is still being opened, so that an end that came before it is heard.
        queueIncoming(forged);
        return;
      }
      unopenedBytes += body.length;
      if (unopenedBytes > UNOPENED_BYTES) {
        forged();
        return;
      }
      const opened = opener.open(body);
      const isLate = incomingCount > 0 || opened instanceof Promise;
      if (isLate) queueIncoming(async () => deliver(await opened, body.length));
      else deliver(opened, body.length);
    },
    drained: () => listener.room(),
    closed: lose,
    broken() {
      queueIncoming(forged);
    },
  });

  return {
    send(plaintext) {
      if (closed) return;
      if (sealer.exhausted) {
        // A new line brings new keys.
        lose(new TransportFailure('closed'));
        return;
      }
      const sealed = sealer.seal(plaintext);
      if (outgoingCount === 0 && !(sealed instanceof Promise)) {
        line.send(sealed);
        return;
      }
      const sizeBytes = plaintext.length + RECORD_OVERHEAD_BYTES;
      outgoingCount++;
      sealingBytes += sizeBytes;
      outgoing = outgoing.then(() => sendLater(sealed, sizeBytes));
    },
    get backlogBytes() {
      return sealingBytes + line.bufferedBytes;
    },
    finish(done) {
      outgoing = outgoing.then(() => {
        if (closed) return;
        close();
        done();
      });
    },
    leave() {
      closed = true;
    },
    close,
  };
}
