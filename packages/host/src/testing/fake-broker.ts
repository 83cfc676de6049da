import {
  type BrokerToHost,
  type Bytes,
  closeCodes,
  createRandomInt,
  createSessionId,
  type EndReason,
  type HostToBroker,
  type LinkAnswer,
  parseHostToBroker,
  parseLinkToRelay,
  parseViewerToBroker,
  type RandomBytes,
  type SignallingErrorCode,
} from '@fjernhjelp/protocol';
import type { OpenWebSocket, WebSocketLike } from '@fjernhjelp/session';

/** A broker and relay for one host, in memory, on the real messages. */
export interface FakeBroker {
  readonly openWebSocket: OpenWebSocket;
  /** All that the host told it, oldest first. */
  readonly heard: readonly HostToBroker[];
  /** False: nobody reaches it. */
  reachable: boolean;
  /** What it answers to a registration instead of an ID. */
  refusal: SignallingErrorCode | undefined;
  /** Ends the session as an operator does. */
  end(reason: EndReason): void;
  /** Breaks every line between host and viewers. */
  cutLinks(): void;
  /** Breaks the host's line to the broker. */
  cutHost(): void;
}

const ABNORMAL_CLOSURE = 1006;

/** One end's socket and what the broker does with it. */
interface Socket extends WebSocketLike {
  /** From the broker to this end. */
  deliver(data: string | Bytes): void;
  /** The broker closes it. */
  drop(code: number): void;
  peer: Socket | undefined;
}

/** @param random for IDs and tokens */
export function createFakeBroker(random: RandomBytes): FakeBroker {
  const randomInt = createRandomInt(random);
  const heard: HostToBroker[] = [];
  const waiting = new Map<string, Socket>();
  const linked = new Set<Socket>();
  let host: Socket | undefined;
  let registered: { id: string; token: string } | undefined;

  const createToken = () =>
    Array.from({ length: 43 }, () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(randomInt(32))).join('');
  const tellHost = (message: BrokerToHost) => host?.deliver(JSON.stringify(message));
  const answer = (socket: Socket, message: LinkAnswer) => socket.deliver(JSON.stringify(message));

  function fromHost(socket: Socket, message: HostToBroker): void {
    heard.push(message);
    if (message.type === 'end') registered = undefined;
    if (message.type !== 'register') return;
    host = socket;
    if (broker.refusal !== undefined) {
      tellHost({ type: 'error', code: broker.refusal });
      return;
    }
    const resumed = message.resume?.token === registered?.token ? registered : undefined;
    registered = resumed ?? { id: createSessionId(randomInt), token: createToken() };
    tellHost({ type: 'registered', ...registered });
  }

  function fromViewer(socket: Socket, id: string): void {
    if (id !== registered?.id) {
      answer(socket, { type: 'error', code: 'unknown-id' });
      return;
    }
    const link = createToken();
    waiting.set(link, socket);
    tellHost({ type: 'viewer', link });
  }

  function fromLink(socket: Socket, link: string): void {
    const viewer = waiting.get(link);
    waiting.delete(link);
    if (viewer === undefined) {
      answer(socket, { type: 'error', code: 'link-expired' });
      return;
    }
    socket.peer = viewer;
    viewer.peer = socket;
    for (const end of [socket, viewer]) {
      linked.add(end);
      answer(end, { type: 'linked' });
    }
  }

  function receive(socket: Socket, path: string, data: string | Bytes): void {
    if (typeof data !== 'string') socket.peer?.deliver(data);
    else if (path === '/api/host') fromHost(socket, parseHostToBroker(data));
    else if (path === '/api/viewer') fromViewer(socket, parseViewerToBroker(data).id);
    else fromLink(socket, parseLinkToRelay(data).link);
  }

  const broker: FakeBroker = {
    openWebSocket(url) {
      const path = /^ws:\/\/[^/]+(\/.*)$/.exec(url)?.[1] ?? '';
      const socket = createSocket({
        receive: (data) => receive(socket, path, data),
        closed() {
          linked.delete(socket);
          if (host === socket) host = undefined;
          // After what was sent before.
          queueMicrotask(() => socket.peer?.drop(closeCodes.peerGone));
        },
      });
      queueMicrotask(() => (broker.reachable ? socket.onopen?.({}) : socket.drop(ABNORMAL_CLOSURE)));
      return socket;
    },
    heard,
    reachable: true,
    refusal: undefined,
    end(reason) {
      registered = undefined;
      tellHost({ type: 'ended', reason });
    },
    cutLinks() {
      for (const socket of [...linked]) socket.drop(ABNORMAL_CLOSURE);
    },
    cutHost: () => host?.drop(ABNORMAL_CLOSURE),
  };
  return broker;
}

function createSocket(ends: { receive(data: string | Bytes): void; closed(): void }): Socket {
  let open = true;

  function close(): boolean {
    const wasOpen = open;
    open = false;
    if (wasOpen) ends.closed();
    return wasOpen;
  }

  const socket: Socket = {
    binaryType: 'arraybuffer',
    bufferedAmount: 0,
    get readyState() {
      return open ? 1 : 3;
    },
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
    peer: undefined,
    send(data) {
      const sent = typeof data === 'string' ? data : data.slice();
      if (open) queueMicrotask(() => ends.receive(sent));
    },
    // What was sent before arrives before.
    close: () => queueMicrotask(() => close()),
    deliver(data) {
      const delivered = typeof data === 'string' ? data : data.buffer;
      queueMicrotask(() => open && socket.onmessage?.({ data: delivered }));
    },
    drop(code) {
      if (close()) socket.onclose?.({ code });
    },
  };
  return socket;
}
