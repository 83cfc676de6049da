import {
  type Bytes,
  concatBytes,
  decodeFrames,
  encodeFrames,
  FRAME_HEADER_BYTES,
  limits,
  SEAL_TAG_BYTES,
  type StreamFrame,
  type StreamId,
  TransportFailure,
} from '@fjernhjelp/protocol';
import { type Aead, createListenerSlot, type Transport, webCryptoAead } from '@fjernhjelp/session';
import { createOpener, createSealer } from '../../../packages/session/src/crypto/sealing.ts';
import { createRecordLine } from '../../../packages/session/src/line/record-line.ts';
import { createSealedLine } from '../../../packages/session/src/line/sealed-line.ts';

/** What is used of a browser's WebSocket, and of that of `ws`. */
export interface FloorSocket {
  binaryType: string;
  bufferedAmount: number;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(bytes: Bytes): void;
  close(): void;
}

/** Without what the product's transport asks its socket for. @param socket open */
export function transportOf(socket: FloorSocket): Transport {
  const slot = createListenerSlot();
  socket.binaryType = 'arraybuffer';
  socket.onmessage = ({ data }) => void slot.data(new Uint8Array(data as ArrayBuffer));
  socket.onclose = () => slot.closed(new TransportFailure('closed'));
  return {
    send: (bytes) => socket.send(bytes),
    get bufferedBytes() {
      return socket.bufferedAmount;
    },
    listen: slot.listen,
    close: () => socket.close(),
  };
}

export function openTransport(url: string): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.onopen = () => resolve(transportOf(socket));
    socket.onerror = () => reject(new TransportFailure('unreachable'));
  });
}

/** A record's room: nothing is sent in pieces. */
export const FLOOR_MESSAGE_BYTES = limits.recordPlaintextBytes - FRAME_HEADER_BYTES;

const bareAead: Aead = {
  sealWith: () => (_nonce, _header, plaintext) => concatBytes(plaintext, new Uint8Array(SEAL_TAG_BYTES)),
  openWith: () => (_nonce, _header, body) => new Uint8Array(body.subarray(0, -SEAL_TAG_BYTES)),
};

/** Carries the plaintext of records. */
export interface FloorLine {
  send(plaintext: Bytes): void;
  /** Once. */
  listen(record: (plaintext: Bytes) => void): void;
}

/** Seals as the product does, under keys that everybody knows, and without pairing. */
export function sealLine(transport: Transport, end: 'host' | 'viewer', isSealed: boolean): FloorLine {
  const aead = isSealed ? webCryptoAead : bareAead;
  const [own, other] = end === 'host' ? [1, 2] : [2, 1];
  const line = createRecordLine(transport);
  line.start({ record() {}, drained() {}, closed() {}, broken() {} });
  const ready = Promise.withResolvers<void>();
  let hear: (plaintext: Bytes) => void = () => {};
  const sealed = createSealedLine({
    line,
    sealer: createSealer(new Uint8Array(32).fill(own), { aead }),
    opener: createOpener(new Uint8Array(32).fill(other), { aead }),
    ready: ready.promise,
    listener: {
      record: (plaintext) => hear(plaintext),
      room() {},
      forged() {
        throw new Error('what came was not sealed for this');
      },
      lost() {},
    },
  });
  return {
    send: (plaintext) => sealed.send(plaintext),
    listen(record) {
      hear = record;
      ready.resolve();
    },
  };
}

/** @param transport keeps records apart, and carries them as they are */
export function plainLine(transport: Transport): FloorLine {
  return {
    send: (plaintext) => transport.send(plaintext),
    listen: (record) => transport.listen({ data: record, drained() {}, closed() {} }),
  };
}

/** @returns a transport that carries what the line does */
export function carriedBy(line: FloorLine): Transport {
  return {
    send: (plaintext) => line.send(plaintext),
    bufferedBytes: 0,
    listen: ({ data }) => line.listen(data),
    close() {},
  };
}

export interface FloorChannel {
  /** What is sent in one go shares a record. @param message at most `FLOOR_MESSAGE_BYTES` */
  send(stream: StreamId, message: Bytes): void;
}

/** The product's streams, without keeping and acknowledging. */
export function openFloorChannel(
  line: FloorLine,
  hear: (stream: StreamId, message: Bytes) => void,
): FloorChannel {
  let waiting: StreamFrame[] = [];
  let waitingBytes = 0;
  line.listen((plaintext) => {
    for (const { stream, bytes } of decodeFrames(plaintext)) hear(stream, new Uint8Array(bytes));
  });

  function flush(): void {
    if (waiting.length > 0) line.send(encodeFrames(waiting));
    waiting = [];
    waitingBytes = 0;
  }

  return {
    send(stream, message) {
      const sizeBytes = FRAME_HEADER_BYTES + message.length;
      if (waitingBytes + sizeBytes > limits.recordPlaintextBytes) flush();
      if (waiting.length === 0) queueMicrotask(flush);
      waiting.push({ stream, last: true, bytes: message });
      waitingBytes += sizeBytes;
    },
  };
}
