import { randomBytes } from 'node:crypto';
import { closeCodes, limits } from '@fjernhjelp/protocol/signalling';
import { expect, test } from 'vitest';
import { TestServer } from '../testing/test-server.ts';
import { until } from '../testing/until.ts';

test('SG13 forwards binary messages of every size verbatim and in order, both ways', async () => {
  const server = await TestServer.start();
  const { hostEnd, viewer } = await server.link(await server.register());
  const sizes = [0, 1, 125, 126, limits.relayMessageBytes - 1, limits.relayMessageBytes, 3, 0, 20_000];
  const messages = sizes.map((size) => randomBytes(size));
  for (const [from, to] of [
    [hostEnd, viewer],
    [viewer, hostEnd],
  ] as const) {
    for (const message of messages) from.send(message);
    for (const message of messages) expect((await to.bytes()).equals(message)).toBe(true);
  }
});

test('SG11 each viewer has a link of its own', async () => {
  const server = await TestServer.start();
  const host = await server.register();
  const links = [await server.link(host), await server.link(host)];
  for (const [index, { hostEnd, viewer }] of links.entries()) {
    viewer.send(Buffer.from([index]));
    expect([...(await hostEnd.bytes())]).toEqual([index]);
  }
  expect(server.running.load().openLinks).toBe(2);
});

test('SG11 refuses more viewers than one session may have', async () => {
  const server = await TestServer.start({ maxLinksPerSession: 2 });
  const host = await server.register();
  const { viewer } = await server.link(host);
  await server.connect(host.id);
  const third = await server.connect(host.id);
  expect(await third.json()).toEqual({ type: 'error', code: 'too-many-requests' });
  viewer.drop();
  await until(() => server.running.load().openLinks === 0);
  await server.connect(host.id);
  await until(() => server.running.load().offeredLinks === 2);
});

test('SG12 a viewer whose host does not answer in time is told that the host is away', async () => {
  const server = await TestServer.start();
  const host = await server.register();
  const viewer = await server.connect(host.id);
  const offer = await host.socket.json();
  await server.pass(limits.handshakeTimeoutMs);
  expect(await viewer.json()).toEqual({ type: 'error', code: 'host-away' });
  expect(await viewer.closed()).toBe(closeCodes.rejected);
  const late = await server.open('/api/link');
  late.send({ type: 'accept', link: offer['link'] });
  expect(await late.json()).toEqual({ type: 'error', code: 'link-expired' });
  expect(await late.closed()).toBe(closeCodes.rejected);
});

test('SG12 a link token works once', async () => {
  const server = await TestServer.start();
  const host = await server.register();
  await server.connect(host.id);
  const offer = await host.socket.json();
  const [first, second] = [await server.open('/api/link'), await server.open('/api/link')];
  first.send({ type: 'accept', link: offer['link'] });
  expect(await first.json()).toEqual({ type: 'linked' });
  second.send({ type: 'accept', link: offer['link'] });
  expect(await second.json()).toEqual({ type: 'error', code: 'link-expired' });
});

test('SG12 a viewer that leaves while it waits leaves nothing behind', async () => {
  const server = await TestServer.start();
  const host = await server.register();
  const viewer = await server.connect(host.id);
  const offer = await host.socket.json();
  viewer.drop();
  await until(() => server.running.load().offeredLinks === 0);
  const late = await server.open('/api/link');
  late.send({ type: 'accept', link: offer['link'] });
  expect(await late.json()).toEqual({ type: 'error', code: 'link-expired' });
});

test.each(['closes', 'drops the line'])(
  'SG16 when one end %s the other is closed with "peer gone"',
  async (how) => {
    const server = await TestServer.start();
    const host = await server.register();
    for (const who of ['hostEnd', 'viewer'] as const) {
      const ends = await server.link(host);
      if (how === 'closes') ends[who].webSocket.close(closeCodes.normal);
      else ends[who].drop();
      const other = who === 'viewer' ? ends.hostEnd : ends.viewer;
      expect(await other.closed()).toBe(closeCodes.peerGone);
    }
    expect(server.running.load()).toMatchObject({ openLinks: 0, relayHeldBytes: 0 });
  },
);

test('SG16 what was sent before the end arrives before the close', async () => {
  const server = await TestServer.start();
  const { hostEnd, viewer } = await server.link(await server.register());
  hostEnd.send(Buffer.from('last words'));
  hostEnd.webSocket.close(closeCodes.normal);
  expect((await viewer.bytes()).toString()).toBe('last words');
  expect(await viewer.closed()).toBe(closeCodes.peerGone);
});

test('SG16 the end of the session refuses waiting viewers at once, and open links a little later', async () => {
  const server = await TestServer.start();
  const host = await server.register();
  const { hostEnd, viewer } = await server.link(host);
  const waiting = await server.connect(host.id);
  await host.socket.json();
  host.socket.send({ type: 'end', reason: 'ended-by-user' });
  expect(await waiting.json()).toEqual({ type: 'error', code: 'unknown-id' });
  hostEnd.send(Buffer.from('the reason, encrypted'));
  expect((await viewer.bytes()).toString()).toBe('the reason, encrypted');
  server.clock.advance(5000);
  expect(await viewer.closed()).toBe(closeCodes.peerGone);
  expect(await hostEnd.closed()).toBe(closeCodes.peerGone);
});

test('SG9 links outlive a host’s control socket that breaks and comes back', async () => {
  const server = await TestServer.start();
  const host = await server.register();
  const { hostEnd, viewer } = await server.link(host);
  host.socket.drop();
  await until(() => server.logged.some((line) => line.includes('host away')));
  await server.register(host);
  hostEnd.send(Buffer.from('still here'));
  expect((await viewer.bytes()).toString()).toBe('still here');
});

test('SG17 an end that vanishes without a word is noticed within 10 s, and the other end is told', async () => {
  const server = await TestServer.start();
  const host = await server.register();
  const { hostEnd, viewer } = await server.link(host);
  // A line that is cut: nothing is read and nothing is answered any more, and no FIN is sent.
  viewer.webSocket.pause();
  for (let seconds = 0; seconds < 10; seconds++) {
    server.clock.advance(1000);
    await until(() => server.running.load().pingsUnderWay <= 1);
  }
  expect(await hostEnd.closed()).toBe(closeCodes.peerGone);
  expect(server.running.load()).toMatchObject({ openLinks: 0, sessions: 1 });
  viewer.drop();
});

test('SG17 ends that answer stay, however quiet the link is', async () => {
  const server = await TestServer.start();
  const { hostEnd, viewer } = await server.link(await server.register());
  await server.pass(10 * limits.silenceMs);
  expect(server.running.load()).toMatchObject({ openLinks: 1, sockets: 3 });
  viewer.send(Buffer.of(1));
  expect([...(await hostEnd.bytes())]).toEqual([1]);
});

test('SG17 an end that speaks is not pinged, one that is silent is, and a registered host always', async () => {
  const server = await TestServer.start();
  const host = await server.register();
  const { hostEnd, viewer } = await server.link(host);
  const pings = [hostEnd, viewer, host.socket].map(({ webSocket }) => {
    const counted = { pings: 0 };
    webSocket.on('ping', () => counted.pings++);
    return counted;
  });
  for (let spoken = 1; spoken <= 6; spoken++) {
    await server.pass(limits.keepAliveMs / 2);
    hostEnd.send(Buffer.of(spoken));
    expect([...(await viewer.bytes())]).toEqual([spoken]);
  }
  expect(pings.map((counted) => counted.pings)).toEqual([0, 3, 3]);
});

test('SG17 a registered host is told "alive" every 3 s, on its newest socket only', async () => {
  const server = await TestServer.start();
  const first = await server.register();
  await server.pass(2 * limits.keepAliveMs);
  await until(() => first.socket.aliveMessages === 2);
  const again = await server.register(first);
  await server.pass(limits.keepAliveMs);
  await until(() => again.socket.aliveMessages === 1);
  expect(await first.socket.closed()).toBe(closeCodes.superseded);
  expect(first.socket.aliveMessages).toBe(2);
});
