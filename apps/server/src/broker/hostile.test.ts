import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { closeCodes, limits } from '@fjernhjelp/protocol/signalling';
import { expect, onTestFinished, test } from 'vitest';
import { TestServer } from '../testing/test-server.ts';
import { TestSocket } from '../testing/test-socket.ts';
import { until } from '../testing/until.ts';

const paths = ['/api/host', '/api/link', '/api/viewer'];
const TOO_BIG = 1009;
const UPGRADE_LINES = [
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  '\r\n',
].join('\r\n');

/** What every attack must leave alone: a session that goes on. */
async function bystander(server: TestServer): Promise<() => Promise<void>> {
  const { hostEnd, viewer } = await server.link(await server.register());
  return async () => {
    viewer.send(Buffer.from('question'));
    expect((await hostEnd.bytes()).toString()).toBe('question');
    hostEnd.send(Buffer.from('answer'));
    expect((await viewer.bytes()).toString()).toBe('answer');
  };
}

async function rawSocket(server: TestServer, content: string): Promise<Socket> {
  const socket = connect(server.running.port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(content);
  return socket;
}

test.each([
  '',
  'not JSON',
  '{"type":',
  'null',
  '[]',
  '{"type":"no-such"}',
  '{"type":"register"}',
  '{"type":"register","version":1,"more":1}',
  '{"type":"register","version":"1"}',
  '{"type":"connect","version":1,"id":"123456789"}',
  '{"type":"connect","version":1,"id":"123 456 782"}',
  '{"type":"accept","link":"short"}',
  '{"__proto__":{"type":"register"},"version":1}',
  '{"type":"end","reason":"ended-by-user"}',
  '['.repeat(4000),
])('SG7 the first message %j is answered with "malformed" on every path', async (text) => {
  const server = await TestServer.start();
  const stillWorks = await bystander(server);
  for (const path of paths) {
    const socket = await server.open(path);
    socket.webSocket.send(text);
    expect(await socket.json()).toEqual({ type: 'error', code: 'malformed' });
    expect(await socket.closed()).toBe(closeCodes.malformed);
  }
  await stillWorks();
});

test('SG7 binary before "linked" is malformed', async () => {
  const server = await TestServer.start();
  const stillWorks = await bystander(server);
  for (const path of paths) {
    const socket = await server.open(path);
    socket.send(Buffer.from('{}'));
    expect(await socket.json()).toEqual({ type: 'error', code: 'malformed' });
    expect(await socket.closed()).toBe(closeCodes.malformed);
  }
  const host = await server.register();
  const viewer = await server.connect(host.id);
  viewer.send(Buffer.of(1));
  expect(await viewer.json()).toEqual({ type: 'error', code: 'malformed' });
  expect(await viewer.closed()).toBe(closeCodes.malformed);
  await stillWorks();
});

test('SG7 a registered host that talks nonsense is closed and may come back', async () => {
  const server = await TestServer.start();
  const stillWorks = await bystander(server);
  for (const nonsense of ['x', JSON.stringify({ type: 'register', version: 1 }), Buffer.of(0)]) {
    const host = await server.register();
    host.socket.webSocket.send(nonsense);
    expect(await host.socket.json()).toEqual({ type: 'error', code: 'malformed' });
    expect(await host.socket.closed()).toBe(closeCodes.malformed);
    expect((await server.register(host)).id).toBe(host.id);
  }
  await stillWorks();
});

test('SG6 a host may name as many helpers as a session may have, and one that goes on without end is stopped', async () => {
  const server = await TestServer.start();
  const host = await server.register();
  const joined = { type: 'joined', helper: 'a', organisation: 'b' };
  for (let join = 0; join < limits.peopleInAll; join++) host.socket.send(joined);
  await until(() => server.rows('select * from joins').length === limits.peopleInAll);
  host.socket.send(joined);
  expect(await host.socket.json()).toEqual({ type: 'error', code: 'malformed' });
  expect(server.rows('select * from joins')).toHaveLength(limits.peopleInAll);
});

test('SG2 a message above its limit closes that socket with 1009', async () => {
  const server = await TestServer.start();
  const stillWorks = await bystander(server);
  const control = await server.open('/api/host');
  control.webSocket.send('x'.repeat(limits.signallingBytes + 1));
  expect(await control.closed()).toBe(TOO_BIG);
  const { hostEnd, viewer } = await server.link(await server.register());
  viewer.send(Buffer.alloc(limits.relayMessageBytes + 1));
  expect(await viewer.closed()).toBe(TOO_BIG);
  expect(await hostEnd.closed()).toBe(closeCodes.peerGone);
  await stillWorks();
});

test('SG13 a text after "linked" closes both ends', async () => {
  const server = await TestServer.start();
  const stillWorks = await bystander(server);
  const host = await server.register();
  for (const who of ['hostEnd', 'viewer'] as const) {
    const ends = await server.link(host);
    ends[who].send({ type: 'linked' });
    expect(await ends[who].closed()).toBe(closeCodes.malformed);
    expect(await ends[who === 'viewer' ? 'hostEnd' : 'viewer'].closed()).toBe(closeCodes.peerGone);
  }
  await stillWorks();
});

test('SG12 a wrong link token is refused and harms nobody', async () => {
  const server = await TestServer.start();
  const host = await server.register();
  const viewer = await server.connect(host.id);
  const offer = await host.socket.json();
  const thief = await server.open('/api/link');
  thief.send({ type: 'accept', link: 'A'.repeat(43) });
  expect(await thief.json()).toEqual({ type: 'error', code: 'link-expired' });
  const hostEnd = await server.open('/api/link');
  hostEnd.send({ type: 'accept', link: offer['link'] });
  expect(await viewer.json()).toEqual({ type: 'linked' });
});

test('SG4 a socket that says nothing is closed in time', async () => {
  const server = await TestServer.start();
  const sockets = await Promise.all(paths.map((path) => server.open(path)));
  await server.pass(limits.handshakeTimeoutMs);
  for (const socket of sockets) expect(await socket.closed()).toBe(closeCodes.timeout);
});

test('SG4 a first message that trickles in is cut off in time', async () => {
  const server = await TestServer.start();
  const stillWorks = await bystander(server);
  const socket = await server.open('/api/viewer');
  const line = (socket.webSocket as unknown as { _socket: Socket })._socket;
  // A masked text of 4 KiB that comes byte by byte, a fragment at a time, so that pings can be answered in between.
  for (let seconds = 0; seconds < limits.handshakeTimeoutMs; seconds += 1000) {
    line.write(Buffer.of(seconds === 0 ? 0x01 : 0x00, 0x81, 0, 0, 0, 0, 0x7b));
    await server.pass(1000);
  }
  expect(await socket.closed()).toBe(closeCodes.timeout);
  await stillWorks();
});

test('SG4 a half-open socket, which answers nothing, is dropped', async () => {
  const server = await TestServer.start();
  const stillWorks = await bystander(server);
  const silent = await rawSocket(server, `GET /api/viewer HTTP/1.1\r\n${UPGRADE_LINES}`);
  await once(silent, 'data');
  expect(server.running.load().sockets).toBe(4);
  for (let seconds = 0; seconds < limits.silenceMs; seconds += 1000) {
    server.clock.advance(1000);
    await until(() => server.running.load().pingsUnderWay <= 1);
  }
  await until(() => server.running.load().sockets === 3);
  await stillWorks();
});

test('SG4 one address cannot take all places for sockets that have said nothing', async () => {
  const server = await TestServer.start({ maxWaitingSockets: 8, trustedProxies: ['127.0.0.1'] });
  const from = (address: string) => server.open('/api/host', { headers: { 'X-Forwarded-For': address } });
  const waiting = [await from('192.0.2.1'), await from('192.0.2.1')];
  await expect(from('192.0.2.1')).rejects.toThrow('503');
  for (const address of ['192.0.2.2', '192.0.2.3', '192.0.2.4'])
    waiting.push(await from(address), await from(address));
  await expect(from('192.0.2.5')).rejects.toThrow('503');
  for (const socket of waiting) socket.drop();
  await until(() => server.running.load().sockets === 0);
  await from('192.0.2.5');
});

test('SG3 a page of another site cannot open a socket', async () => {
  const server = await TestServer.start();
  const { port } = server.running;
  for (const path of paths) {
    for (const origin of [
      'https://evil.example',
      'null',
      `http://127.0.0.1:${port + 1}`,
      'http://localhost:80',
    ]) {
      await expect(server.open(path, { origin })).rejects.toThrow('403');
    }
    (await server.open(path, { origin: `http://127.0.0.1:${port}` })).drop();
  }
});

test('SG1 other paths are no WebSockets', async () => {
  const server = await TestServer.start();
  for (const path of ['/', '/api', '/api/hosts', '/__proto__', '/constructor']) {
    await expect(TestSocket.open(server.url, path)).rejects.toThrow('404');
  }
});

test.each(paths)('SG4 a socket that is reset before its upgrade to %s was read is dropped', async (path) => {
  const server = await TestServer.start();
  const stillWorks = await bystander(server);
  const resets = Array.from({ length: 20 }, async () => {
    const socket = await rawSocket(server, `GET ${path} HTTP/1.1\r\n${UPGRADE_LINES}`);
    socket.resetAndDestroy();
    await once(socket, 'close');
  });
  await Promise.all(resets);
  expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
  await until(() => server.running.load().sockets === 3);
  await stillWorks();
});

test('SG2 garbage instead of HTTP and frames that break RFC 6455 end that socket only', async () => {
  const server = await TestServer.start();
  const stillWorks = await bystander(server);
  const garbage = await rawSocket(server, '\x00\x01\x02 garbage\r\n\r\n');
  garbage.resume();
  await once(garbage, 'close');
  const socket = await server.open('/api/viewer');
  // An unmasked frame: forbidden for a client (RFC 6455, 5.1).
  (socket.webSocket as unknown as { _socket: Socket })._socket.write(Buffer.of(0x82, 1, 7));
  expect(await socket.closed()).toBe(1002);
  await stillWorks();
});
