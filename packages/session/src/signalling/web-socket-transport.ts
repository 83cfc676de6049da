import { type Clock, closeCodes, limits, ProtocolViolation, TransportFailure } from '@fjernhjelp/protocol';
import { createTimer } from '../channel/timer.ts';
import { createListenerSlot } from '../listener-slot.ts';
import type { Transport } from '../transport.ts';
import { failureOfClose, forget, type WebSocketLike } from './web-socket.ts';

/** Sockets do not say when they have sent something: they are asked, ever less often while nothing moves. */
const FIRST_LOOK_MS = 2;
const LAST_LOOK_MS = 16;
/** Less keeps nobody from sending more, and is not asked about: each look wakes a thread, and each key press would begin one. */
const LOOKED_AT_BYTES = 4096;
/** `readyState` of a socket that takes what is sent; the DOM's constant and that of `ws`. */
const OPEN = 1;

/**
 * A byte pipe over the binary messages of a WebSocket (PROTOCOL.md TR1–TR3).
 * @param socket open; the transport is its only user from here
 */
export function createWebSocketTransport(socket: WebSocketLike, clock: Clock): Transport {
  const slot = createListenerSlot();
  let closed = false;
  let seenBytes = 0;
  let lookMs = FIRST_LOOK_MS;

  const look = createTimer(clock, () => {
    const bytes = socket.bufferedAmount;
    const fell = bytes < seenBytes;
    lookMs = fell ? FIRST_LOOK_MS : Math.min(lookMs * 2, LAST_LOOK_MS);
    seenBytes = bytes;
    if (bytes > 0) look.start(lookMs);
    if (fell) slot.drained();
  });

  function leave(code: number): void {
    closed = true;
    look.stop();
    forget(socket);
    socket.close(code);
  }

  function fail(reason: TransportFailure): void {
    closed = true;
    look.stop();
    slot.closed(reason);
  }

  socket.binaryType = 'arraybuffer';
  socket.onmessage = ({ data }) => {
    if (!(data instanceof ArrayBuffer)) {
      leave(closeCodes.malformed);
      fail(new TransportFailure('closed', { cause: new ProtocolViolation('unexpected-message') }));
      return;
    }
    if (data.byteLength === 0) return;
    if (slot.data(new Uint8Array(data))) return;
    leave(closeCodes.malformed);
    fail(new TransportFailure('closed', { cause: new ProtocolViolation('too-long') }));
  };
  let errorEvent: unknown;
  socket.onerror = (event) => {
    errorEvent = event;
  };
  socket.onclose = ({ code }) => fail(failureOfClose(code, true, errorEvent));

  return {
    send(bytes) {
      // One that is closing says so only when it is closed.
      if (closed || socket.readyState !== OPEN) return;
      for (let start = 0; start < bytes.length; start += limits.relayMessageBytes)
        socket.send(bytes.subarray(start, start + limits.relayMessageBytes));
      seenBytes = socket.bufferedAmount;
      if (seenBytes >= LOOKED_AT_BYTES && !look.running) {
        lookMs = FIRST_LOOK_MS;
        look.start(lookMs);
      }
    },
    get bufferedBytes() {
      return closed ? 0 : socket.bufferedAmount;
    },
    listen: slot.listen,
    close() {
      if (!closed) leave(closeCodes.normal);
      slot.leave();
    },
  };
}
