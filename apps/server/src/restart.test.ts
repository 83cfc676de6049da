import { closeCodes, limits } from '@fjernhjelp/protocol/signalling';
import { expect, test } from 'vitest';
import { TestServer } from './testing/test-server.ts';
import { until } from './testing/until.ts';

test('SG19 a stop closes every socket with "restart", and both ends come back on the same ID', async () => {
  const server = await TestServer.start();
  const host = await server.register();
  const { hostEnd, viewer } = await server.link(host);
  const waiting = await server.open('/api/viewer');
  await server.stop();
  for (const socket of [host.socket, hostEnd, viewer, waiting]) {
    expect(await socket.closed()).toBe(closeCodes.restart);
  }
  await server.startAgain();

  const early = await server.connect(host.id);
  expect(await early.json()).toEqual({ type: 'error', code: 'host-away' });
  const again = await server.register(host);
  expect(again.id).toBe(host.id);
  const ends = await server.link(again);
  ends.viewer.send(Buffer.from('back'));
  expect((await ends.hostEnd.bytes()).toString()).toBe('back');
  expect(server.rows('select * from sessions')).toHaveLength(1);
});

test('SG19 after a restart a session waits for its host for the grace period, from the start on', async () => {
  const server = await TestServer.start();
  const hosts = [await server.register(), await server.register()] as const;
  await server.stop();
  server.clock.advance(10 * limits.graceMs);
  await server.startAgain();
  server.clock.advance(limits.graceMs - 1);
  await server.register(hosts[0]);
  server.clock.advance(1);
  expect(server.running.load().sessions).toBe(1);
  const viewer = await server.connect(hosts[1].id);
  expect(await viewer.json()).toEqual({ type: 'error', code: 'unknown-id' });
});

test('SG19 an ended session does not come back', async () => {
  const server = await TestServer.start();
  const host = await server.register();
  host.socket.send({ type: 'end', reason: 'ended-by-user' });
  expect(await host.socket.closed()).toBe(closeCodes.normal);
  await server.stop();
  await server.startAgain();
  await expect(server.register(host)).rejects.toThrow('resume-rejected');
});

test('SG19 ends that do not answer hold up a stop for a few seconds at most', async () => {
  const server = await TestServer.start();
  const host = await server.register();
  const { hostEnd, viewer } = await server.link(host);
  for (const socket of [host.socket, hostEnd, viewer]) socket.webSocket.pause();
  let stopped = false;
  const closing = server.running.close().then(() => {
    stopped = true;
  });
  await until(async () => (await fetch(`${server.url}/health/ready`)).status === 503);
  await expect(server.open('/api/host')).rejects.toThrow('503');
  expect(stopped).toBe(false);
  server.clock.advance(2000);
  await closing;
  await server.running.close();
  await expect(fetch(server.url)).rejects.toThrow();
});
