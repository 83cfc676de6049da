import { closeCodes, ProtocolViolation, TransportFailure } from '@fjernhjelp/protocol';
import { failureOfClose, forget, type OpenWebSocket, type WebSocketLike } from './web-socket.ts';

export interface TextSocketListener {
  opened(): void;
  /** @throws ProtocolViolation to close the socket with a failure */
  text(text: string): void;
  /** It is gone; nothing follows. */
  closed(failure: TransportFailure): void;
}

/** A WebSocket for as long as it carries signalling. */
export interface TextSocket {
  send(text: string): void;
  /** Closes it; the listener is not called after that. May be called twice. */
  close(code?: number): void;
  /** Gives the socket away, for binary messages. */
  handOver(): WebSocketLike;
}

/** @throws TransportFailure "unreachable" when there is no such address */
export function openTextSocket(
  openWebSocket: OpenWebSocket,
  url: string,
  listener: TextSocketListener,
): TextSocket {
  const socket = open(openWebSocket, url);
  let over = false;
  let opened = false;
  let errorEvent: unknown;

  function close(code: number = closeCodes.normal): void {
    if (over) return;
    over = true;
    forget(socket);
    socket.close(code);
  }

  function fail(failure: TransportFailure): void {
    if (over) return;
    over = true;
    listener.closed(failure);
  }

  socket.binaryType = 'arraybuffer';
  socket.onopen = () => {
    opened = true;
    listener.opened();
  };
  socket.onerror = (event) => {
    errorEvent = event;
  };
  socket.onclose = ({ code }) => fail(failureOfClose(code, opened, errorEvent));
  socket.onmessage = ({ data }) => {
    try {
      if (typeof data !== 'string') throw new ProtocolViolation('unexpected-message');
      listener.text(data);
    } catch (cause) {
      if (!(cause instanceof ProtocolViolation)) throw cause;
      forget(socket);
      socket.close(closeCodes.malformed);
      fail(new TransportFailure('closed', { cause }));
    }
  };
  return {
    send: (text) => socket.send(text),
    close,
    handOver() {
      over = true;
      return socket;
    },
  };
}

function open(openWebSocket: OpenWebSocket, url: string): WebSocketLike {
  try {
    return openWebSocket(url);
  } catch (cause) {
    throw new TransportFailure('unreachable', { cause });
  }
}
