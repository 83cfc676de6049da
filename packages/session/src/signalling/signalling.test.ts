import type { AddressInfo } from 'node:net';
import {
  closeCodes,
  limits,
  type SessionId,
  systemRandomBytes,
  TransportFailure,
} from '@fjernhjelp/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket as Socket, WebSocket, WebSocketServer } from 'ws';
import { createManualClock } from '../testing/index.ts';
import type { Transport } from '../transport.ts';
import { createHostRegistration, type HostRegistration } from './host-registration.ts';
import { connectToHost } from './open-link.ts';
import type { OpenWebSocket, WebSocketLike } from './web-socket.ts';
import { createWebSocketTransport } from './web-socket-transport.ts';

/** Both kinds of WebSocket fit the port; the browser's is only compiled. */
const inNode: OpenWebSocket = (url) => new WebSocket(url);
export const inBrowser: OpenWebSocket = (url) => new globalThis.WebSocket(url);

const id = '123456782' as SessionId;
const otherId = '000000000' as SessionId;
const token = (letter: string) => letter.repeat(43);
const clock = {
  now: () => performance.now(),
  schedule(delayMs: number, task: () => void) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** The test's own time limit is what ends a wait in vain. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** A broker that does as it is told: each path has a handler for the first text. */
interface Broker {
  readonly serverUrl: string;
  /** All texts that came, with their path. */
  readonly texts: { path: string; message: Record<string, unknown> }[];
  readonly sockets: Socket[];
  answer: (socket: Socket, path: string, message: Record<string, unknown>) => void;
  stop(code: number): Promise<void>;
}

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function startBroker(answer: Broker['answer'], port = 0): Promise<Broker> {
  const server = new WebSocketServer({ port, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const broker: Broker = {
    serverUrl: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    texts: [],
    sockets: [],
    answer,
    async stop(code) {
      for (const socket of broker.sockets) socket.close(code);
      await new Promise((resolve) => server.close(resolve));
    },
  };
  server.on('connection', (socket, request) => {
    broker.sockets.push(socket);
    socket.on('message', (data, binary) => {
      if (binary) return;
      const path = request.url ?? '';
      const message = JSON.parse(String(data));
      broker.texts.push({ path, message });
      broker.answer(socket, path, message);
    });
  });
  cleanups.push(async () => {
    for (const socket of broker.sockets) socket.terminate();
    await new Promise((resolve) => server.close(resolve));
  });
  return broker;
}

const say = (socket: Socket, message: unknown) => socket.send(JSON.stringify(message));
const portOf = (broker: Broker) => Number(new URL(broker.serverUrl).port);

function register(broker: { serverUrl: string }): {
  log: string[];
  incoming: Transport[];
  host: HostRegistration;
} {
  const log: string[] = [];
  const incoming: Transport[] = [];
  const host = createHostRegistration({
    serverUrl: broker.serverUrl,
    openWebSocket: inNode,
    clock,
    random: systemRandomBytes,
    listener: {
      registered: (given) => void log.push(`registered ${given}`),
      online: (online) => void log.push(`online ${online}`),
      incoming: (transport) => void incoming.push(transport),
      ended: (reason) => void log.push(`ended ${reason}`),
      failed: (failure) => void log.push(`failed ${failure.code}`),
    },
  });
  cleanups.push(() => host.close());
  return { log, incoming, host };
}

const registers: Broker['answer'] = (socket, path, message) => {
  if (path === '/api/host' && message['type'] === 'register')
    say(socket, { type: 'registered', id, token: token('t') });
};

describe('a host’s registration', () => {
  it('SG5 registers and hears its ID', async () => {
    const broker = await startBroker(registers);
    const { log } = register(broker);
    await until(() => log.length === 2);
    expect(log).toEqual([`registered ${id}`, 'online true']);
    expect(broker.texts).toEqual([{ path: '/api/host', message: { type: 'register', version: 1 } }]);
  });

  it('SG19 comes back on the same ID after a restart, and reports then what it could not report', async () => {
    const broker = await startBroker(registers);
    const { log, host } = register(broker);
    await until(() => log.length === 2);
    await broker.stop(closeCodes.restart);
    await until(() => log.length === 3);
    host.reportJoined('Kari', 'Vendor');
    host.reportJoined('Ola', '');
    const again = await startBroker(registers, portOf(broker));
    await until(() => log.length === 4 && again.texts.length === 3);
    expect(log).toEqual([`registered ${id}`, 'online true', 'online false', 'online true']);
    expect(again.texts.map(({ message }) => message)).toEqual([
      { type: 'register', version: 1, resume: { id, token: token('t') } },
      { type: 'joined', helper: 'Kari', organisation: 'Vendor' },
      { type: 'joined', helper: 'Ola', organisation: '' },
    ]);
  });

  it('SG9 takes another ID when the old one is lost', async () => {
    const broker = await startBroker(registers);
    const { log } = register(broker);
    await until(() => log.length === 2);
    broker.answer = (socket, _path, message) => {
      if (message['resume'] === undefined) {
        say(socket, { type: 'registered', id: otherId, token: token('u') });
      } else {
        say(socket, { type: 'error', code: 'resume-rejected' });
        socket.close(closeCodes.rejected);
      }
    };
    broker.sockets[0]!.terminate();
    await until(() => log.length === 5);
    expect(log.slice(2)).toEqual(['online false', `registered ${otherId}`, 'online true']);
  });

  it('SG10 ends when the broker says so, and stays away', async () => {
    const broker = await startBroker(registers);
    const { log } = register(broker);
    await until(() => log.length === 2);
    say(broker.sockets[0]!, { type: 'ended', reason: 'ended-by-server' });
    await until(() => log.length === 3);
    expect(log[2]).toBe('ended ended-by-server');
    await until(() => broker.sockets[0]!.readyState === WebSocket.CLOSED);
    expect(broker.sockets).toHaveLength(1);
  });

  it('SG6 says why it ends, and nothing is heard of it any more', async () => {
    const broker = await startBroker(registers);
    const { log, host } = register(broker);
    await until(() => log.length === 2);
    host.end('ended-by-user');
    host.end('ended-by-user');
    await until(() => broker.sockets[0]!.readyState === WebSocket.CLOSED);
    expect(broker.texts.at(-1)?.message).toEqual({ type: 'end', reason: 'ended-by-user' });
    expect(log).toHaveLength(2);
  });

  it('fails at once when there is no server, or when it is refused', async () => {
    const broker = await startBroker((socket) => say(socket, { type: 'error', code: 'version-unsupported' }));
    const refused = register(broker);
    await until(() => refused.log.length === 1);
    expect(refused.log).toEqual(['failed version-unsupported']);
    await broker.stop(closeCodes.goingAway);
    const alone = register(broker);
    await until(() => alone.log.length === 1);
    expect(alone.log).toEqual(['failed unreachable']);
    const nowhere = register({ serverUrl: 'not an address' });
    await until(() => nowhere.log.length === 1);
    expect(nowhere.log).toEqual(['failed unreachable']);
  });

  it('SG12 opens a link for each viewer; bytes go both ways in messages that the relay takes', async () => {
    const broker = await startBroker((socket, path, message) => {
      registers(socket, path, message);
      if (path === '/api/viewer') {
        waiting = socket;
        say(broker.sockets[0]!, { type: 'viewer', link: token('l') });
      }
      if (path !== '/api/link') return;
      expect(message).toEqual({ type: 'accept', link: token('l') });
      for (const [from, to] of [
        [socket, waiting!],
        [waiting!, socket],
      ] as const) {
        from.on('message', (data: Buffer) => {
          expect(data.length).toBeLessThanOrEqual(limits.relayMessageBytes);
          to.send(data);
        });
        say(from, { type: 'linked' });
      }
    });
    let waiting: Socket | undefined;
    const { log, incoming } = register(broker);
    await until(() => log.length === 2);
    const viewer = await connectToHost({ serverUrl: broker.serverUrl, id, openWebSocket: inNode, clock });
    await until(() => incoming.length === 1);

    const received = { viewer: 0, host: 0 };
    const big = new Uint8Array(3_000_000).map((_, i) => i);
    const sum = { sent: big.reduce((a, b) => a + b, 0), got: 0 };
    viewer.listen({
      data: (bytes) => {
        received.viewer += bytes.length;
      },
      drained() {},
      closed() {},
    });
    incoming[0]!.listen({
      data: (bytes) => {
        received.host += bytes.length;
        sum.got += bytes.reduce((a, b) => a + b, 0);
      },
      drained() {},
      closed: (failure) => void log.push(failure.code),
    });
    viewer.send(big);
    incoming[0]!.send(new Uint8Array(10));
    await until(() => received.host === big.length && received.viewer === 10);
    expect(sum.got).toBe(sum.sent);
    waiting!.terminate();
    broker.sockets.at(-1)!.close(closeCodes.peerGone);
    await until(() => log.length === 3);
    expect(log[2]).toBe('closed');
  });
});

describe('a viewer’s connection', () => {
  it.each(['unknown-id', 'host-away', 'too-many-requests', 'version-unsupported'] as const)(
    'SG7 rejects with "%s" when the broker says so',
    async (code) => {
      const broker = await startBroker((socket) => {
        say(socket, { type: 'error', code });
        socket.close(closeCodes.rejected);
      });
      const connecting = connectToHost({ serverUrl: broker.serverUrl, id, openWebSocket: inNode, clock });
      await expect(connecting).rejects.toEqual(new TransportFailure(code));
      expect(broker.texts).toEqual([{ path: '/api/viewer', message: { type: 'connect', version: 1, id } }]);
    },
  );

  it('rejects when it is called off, when the broker restarts, and when it answers nonsense', async () => {
    const broker = await startBroker(() => {});
    const cancel = new AbortController();
    const { serverUrl } = broker;
    const options = { serverUrl, id, openWebSocket: inNode, clock };
    const cancelled = connectToHost({ ...options, signal: cancel.signal });
    cancel.abort();
    await expect(cancelled).rejects.toEqual(new TransportFailure('closed'));
    await expect(connectToHost({ ...options, signal: cancel.signal })).rejects.toThrow('closed');

    broker.answer = (socket) => socket.close(closeCodes.restart);
    await expect(connectToHost(options)).rejects.toEqual(new TransportFailure('server-restart'));
    for (const nonsense of ['{}', 'x', '{"type":"linked","more":1}', Buffer.of(1)]) {
      broker.answer = (socket) => socket.send(nonsense);
      await expect(connectToHost(options)).rejects.toEqual(new TransportFailure('closed'));
    }
    const address = { ...options, serverUrl: 'ws://127.0.0.1:1' };
    await expect(connectToHost(address)).rejects.toEqual(new TransportFailure('unreachable'));
  });
});

/** A socket that does nothing by itself. */
function createSilentSocket(): WebSocketLike & { closed: number | undefined; sent: unknown[] } {
  const socket = {
    binaryType: '',
    bufferedAmount: 0,
    readyState: 1,
    closed: undefined as number | undefined,
    sent: [] as unknown[],
    send: (data: unknown) => void socket.sent.push(data),
    close(code?: number) {
      socket.closed = code;
    },
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
  };
  return socket;
}

describe('bytes over a socket', () => {
  it('TR3 does not hand any to one that is closing: the line is lost, and the browser complains of each', () => {
    const socket = Object.assign(createSilentSocket(), { readyState: 1 });
    const transport = createWebSocketTransport(socket, createManualClock());
    const failures: string[] = [];
    transport.listen({ data() {}, drained() {}, closed: (failure) => void failures.push(failure.code) });
    transport.send(new Uint8Array([1]));
    socket.readyState = 2;
    transport.send(new Uint8Array([2]));
    expect(socket.sent).toEqual([new Uint8Array([1])]);
    socket.onclose?.({ code: 1006 });
    expect(failures).toEqual(['closed']);
  });
});

describe('time', () => {
  function registerSilently() {
    const sockets: ReturnType<typeof createSilentSocket>[] = [];
    const manual = createManualClock();
    const log: string[] = [];
    createHostRegistration({
      serverUrl: 'wss://x',
      openWebSocket: () => {
        const socket = createSilentSocket();
        sockets.push(socket);
        return socket;
      },
      clock: manual,
      random: systemRandomBytes,
      listener: {
        registered: (given) => void log.push(given),
        online: (online) => void log.push(`online ${online}`),
        incoming() {},
        ended: (reason) => void log.push(reason),
        failed: (failure) => void log.push(failure.code),
      },
    });
    const tell = (message: unknown) => sockets.at(-1)!.onmessage?.({ data: JSON.stringify(message) });
    return { sockets, manual, log, tell };
  }

  it('gives up on a server that does not answer', async () => {
    const { sockets, manual, log } = registerSilently();
    await Promise.resolve();
    manual.advance(limits.handshakeTimeoutMs);
    expect(log).toEqual(['timeout']);
    expect(sockets[0]!.closed).toBe(closeCodes.normal);
    expect(manual.pending).toBe(0);

    const socket = createSilentSocket();
    const connecting = connectToHost({
      serverUrl: 'wss://x',
      id,
      openWebSocket: () => socket,
      clock: manual,
    });
    manual.advance(limits.handshakeTimeoutMs);
    await expect(connecting).rejects.toEqual(new TransportFailure('timeout'));
  });

  it('SG17 takes a line for dead on which "alive" was heard and then nothing', async () => {
    const { sockets, manual, log, tell } = registerSilently();
    await Promise.resolve();
    tell({ type: 'registered', id, token: token('t') });
    // A broker that never says it is not held to it.
    manual.advance(10 * limits.silenceMs);
    tell({ type: 'alive' });
    manual.advance(limits.silenceMs - 1);
    tell({ type: 'alive' });
    manual.advance(limits.silenceMs - 1);
    expect(log).toEqual([id, 'online true']);
    manual.advance(1);
    expect(log).toEqual([id, 'online true', 'online false']);
    manual.advance(1500);
    expect(sockets).toHaveLength(2);
  });

  it('SG10 ends with "host-lost" when the broker is not reached for the grace period', async () => {
    const { sockets, manual, log, tell } = registerSilently();
    await Promise.resolve();
    tell({ type: 'registered', id, token: token('t') });
    sockets[0]!.onclose?.({ code: 1006 });
    for (let ms = 0; ms < limits.graceMs; ms += 100) {
      manual.advance(100);
      sockets.at(-1)!.onclose?.({ code: 1006 });
    }
    expect(log).toEqual([id, 'online true', 'online false', 'host-lost']);
    // Back within 5 s of the server's return: never more than 1.5 s between two tries.
    expect(sockets.length).toBeGreaterThan(limits.graceMs / 1700);
    expect(manual.pending).toBe(0);
  });

  it('TR3 a transport keeps what comes before anybody listens, and refuses a flood and texts', () => {
    const manual = createManualClock();
    const socket = createSilentSocket();
    const transport = createWebSocketTransport(socket, manual);
    socket.onmessage?.({ data: new Uint8Array([1, 2]).buffer });
    const heard: unknown[] = [];
    transport.listen({
      data: (bytes) => void heard.push([...bytes]),
      drained() {},
      closed: (failure) => void heard.push(failure.code),
    });
    expect(heard).toEqual([[1, 2]]);
    socket.onmessage?.({ data: 'text' });
    expect(heard).toEqual([[1, 2], 'closed']);
    expect(socket.closed).toBe(closeCodes.malformed);

    const flooded = createSilentSocket();
    createWebSocketTransport(flooded, manual);
    for (let i = 0; i < 3; i++) flooded.onmessage?.({ data: new ArrayBuffer(32 * 1024) });
    expect(flooded.closed).toBe(closeCodes.malformed);
  });

  it('TR2 a transport says when its socket has sent something, and stops asking when all is sent', () => {
    const manual = createManualClock();
    let bufferedAmount = 0;
    const socket = Object.defineProperty(createSilentSocket(), 'bufferedAmount', {
      get: () => bufferedAmount,
    });
    const transport = createWebSocketTransport(socket, manual);
    let drained = 0;
    transport.listen({ data() {}, drained: () => void drained++, closed() {} });
    // A key press: nobody is kept from sending more.
    bufferedAmount = 4095;
    transport.send(new Uint8Array(100));
    expect(manual.pending).toBe(0);
    bufferedAmount = 4195;
    transport.send(new Uint8Array(100));
    manual.advance(100);
    expect([drained, transport.bufferedBytes]).toEqual([0, 4195]);
    bufferedAmount = 40;
    manual.advance(16);
    expect(drained).toBe(1);
    bufferedAmount = 0;
    manual.advance(16);
    expect([drained, transport.bufferedBytes, manual.pending]).toEqual([2, 0, 0]);
    transport.send(new Uint8Array(1));
    transport.close();
    transport.close();
    expect(manual.pending).toBe(0);
  });

  it('says in which way a certificate is not trusted', async () => {
    const manual = createManualClock();
    for (const code of [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'CERT_HAS_EXPIRED',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ]) {
      const socket = createSilentSocket();
      const connecting = connectToHost({
        serverUrl: 'wss://x',
        id,
        openWebSocket: () => socket,
        clock: manual,
      });
      socket.onerror?.({ error: Object.assign(new Error('x'), { code }) });
      socket.onclose?.({ code: 1006 });
      await expect(connecting).rejects.toMatchObject({ code: 'certificate-untrusted' });
    }
    const socket = createSilentSocket();
    const connecting = connectToHost({
      serverUrl: 'wss://x',
      id,
      openWebSocket: () => socket,
      clock: manual,
    });
    socket.onerror?.({ error: new Error('Unexpected server response: 503') });
    socket.onclose?.({ code: 1006 });
    await expect(connecting).rejects.toMatchObject({ code: 'rejected' });
  });
});
