import { closeCodes, limits, parseSessionId } from '@fjernhjelp/protocol/signalling';
import { expect, test } from 'vitest';
import { TestServer } from '../testing/test-server.ts';
import { until } from '../testing/until.ts';

const register = { type: 'register', version: limits.protocolVersion };

test('SG5 gives each host an ID with a right check digit and a token, and keeps only the token’s hash', async () => {
  const server = await TestServer.start();
  const hosts = [await server.register(), await server.register(), await server.register()];
  expect(new Set(hosts.map(({ id }) => id)).size).toBe(3);
  for (const { id, token } of hosts) {
    expect(parseSessionId(id).id).toBe(id);
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(server.logged.join()).not.toContain(token);
  }
  const [row] = server.rows('select * from sessions');
  expect(Buffer.from(row?.['token_hash'] as Uint8Array)).toHaveLength(32);
  expect(row).toMatchObject({ ended_at: null, ended_by: null, end_reason: null });
});

test('SG9 a host that comes back with its token within the grace keeps its ID', async () => {
  const server = await TestServer.start();
  const first = await server.register();
  first.socket.drop();
  await until(() => server.logged.some((line) => line.includes('host away')));
  server.clock.advance(limits.graceMs - 1);
  const again = await server.register(first);
  expect(again.id).toBe(first.id);
  server.clock.advance(1);
  expect(server.running.load().sessions).toBe(1);
});

test('SG9 a host that comes back twice: the older socket is closed with "superseded"', async () => {
  const server = await TestServer.start();
  const first = await server.register();
  const again = await server.register(first);
  expect(again.id).toBe(first.id);
  expect(await first.socket.closed()).toBe(closeCodes.superseded);
  const viewer = await server.connect(again.id);
  expect(await again.socket.json()).toMatchObject({ type: 'viewer' });
  viewer.drop();
});

test.each(['the token of another', 'an ended session', 'an ID that never was'])(
  'SG9 resuming with %s is rejected',
  async (kind) => {
    const server = await TestServer.start();
    const mine = await server.register();
    const other = await server.register();
    if (kind === 'an ended session') {
      mine.socket.send({ type: 'end', reason: 'ended-by-user' });
      expect(await mine.socket.closed()).toBe(closeCodes.normal);
    }
    const id = kind === 'an ID that never was' ? '123456782' : mine.id;
    const token = kind === 'an ended session' ? mine.token : other.token;
    const socket = await server.open('/api/host');
    socket.send({ ...register, resume: { id, token } });
    expect(await socket.json()).toEqual({ type: 'error', code: 'resume-rejected' });
    expect(await socket.closed()).toBe(closeCodes.rejected);
  },
);

test('SG10 a host that is gone longer than the grace has ended its session: "host-lost", by the server', async () => {
  const server = await TestServer.start();
  const host = await server.register();
  host.socket.drop();
  await until(() => server.logged.some((line) => line.includes('host away')));
  const early = await server.connect(host.id);
  expect(await early.json()).toEqual({ type: 'error', code: 'host-away' });
  expect(await early.closed()).toBe(closeCodes.rejected);
  server.clock.advance(limits.graceMs);
  const late = await server.connect(host.id);
  expect(await late.json()).toEqual({ type: 'error', code: 'unknown-id' });
  await until(() => server.rows('select * from sessions')[0]?.['ended_at'] !== null);
  expect(server.rows('select * from sessions')[0]).toMatchObject({
    ended_by: 'server',
    end_reason: 'host-lost',
    token_hash: null,
  });
});

test('SG6 the store has who joined and who ended it, when and why', async () => {
  const server = await TestServer.start();
  const host = await server.register();
  server.clock.advance(1000);
  host.socket.send({ type: 'joined', helper: 'Kari Nordmann', organisation: 'Fagsystem AS' });
  await until(() => server.rows('select * from joins').length === 1);
  server.clock.advance(1000);
  host.socket.send({ type: 'end', reason: 'ended-by-helper' });
  expect(await host.socket.closed()).toBe(closeCodes.normal);
  await until(() => server.rows('select * from sessions')[0]?.['ended_at'] !== null);
  const [session] = server.rows('select * from sessions');
  const [join] = server.rows('select * from joins');
  expect(session).toMatchObject({ id: host.id, ended_by: 'helper', end_reason: 'ended-by-helper' });
  expect(join).toMatchObject({
    session_key: session?.['key'],
    helper: 'Kari Nordmann',
    organisation: 'Fagsystem AS',
  });
  expect(Number(join?.['joined_at']) - Number(session?.['opened_at'])).toBe(1000);
  expect(Number(session?.['ended_at']) - Number(session?.['opened_at'])).toBe(2000);
});

/** A session whose helper is let in after a second, and which ends after one more, while the store is locked. @returns unlocks it */
async function endWhileLocked(server: TestServer): Promise<() => void> {
  const host = await server.register();
  const unlock = server.lockStore();
  server.clock.advance(1000);
  host.socket.send({ type: 'joined', helper: 'Kari Nordmann', organisation: 'Fagsystem AS' });
  await until(() => server.logged.some((line) => line.includes('row not written yet')));
  server.clock.advance(1000);
  host.socket.send({ type: 'end', reason: 'ended-by-helper' });
  expect(await host.socket.closed()).toBe(closeCodes.normal);
  return unlock;
}

function expectBothRows(server: TestServer): void {
  const [session] = server.rows('select * from sessions');
  const openedAt = Number(session?.['opened_at']);
  expect(session).toMatchObject({ end_reason: 'ended-by-helper', ended_at: openedAt + 2000 });
  expect(server.rows('select * from joins')).toMatchObject([
    { helper: 'Kari Nordmann', joined_at: openedAt + 1000 },
  ]);
}

test('SG6 what the store cannot take is written when it can, with the time at which it was', async () => {
  const server = await TestServer.start();
  const unlock = await endWhileLocked(server);
  unlock();
  await until(() => {
    server.clock.advance(1000);
    return server.rows('select * from sessions')[0]?.['ended_at'] !== null;
  });
  expectBothRows(server);
});

test('SG6 a server that stops writes what waits', async () => {
  const server = await TestServer.start();
  const unlock = await endWhileLocked(server);
  unlock();
  await server.stop();
  expectBothRows(server);
});

test('SG6 a row that never fits is lost, and keeps no other back', async () => {
  const server = await TestServer.start();
  const [first, second] = [await server.register(), await server.register()];
  server.openStore().exec(`delete from sessions where id = '${first.id}'`);
  first.socket.send({ type: 'joined', helper: 'Kari', organisation: '' });
  await until(() => server.logged.some((line) => line.includes('row lost')));
  second.socket.send({ type: 'joined', helper: 'Ola', organisation: '' });
  await until(() => server.rows('select * from joins').length === 1);
});

test('SG7 another protocol version is told so', async () => {
  const server = await TestServer.start();
  const host = await server.open('/api/host');
  host.send({ type: 'register', version: limits.protocolVersion + 1 });
  expect(await host.json()).toEqual({ type: 'error', code: 'version-unsupported' });
  const viewer = await server.open('/api/viewer');
  viewer.send({ type: 'connect', version: 0, id: '123456782' });
  expect(await viewer.json()).toEqual({ type: 'error', code: 'version-unsupported' });
  expect(await viewer.closed()).toBe(closeCodes.rejected);
});

test('SG18 bounds the live sessions of the server, and an ended one makes room', async () => {
  const server = await TestServer.start({ maxSessions: 2 });
  const [first] = [await server.register(), await server.register()];
  const third = await server.open('/api/host');
  third.send(register);
  expect(await third.json()).toEqual({ type: 'error', code: 'server-full' });
  first.socket.send({ type: 'end', reason: 'ended-by-user' });
  expect(await first.socket.closed()).toBe(closeCodes.normal);
  await server.register();
});

test('SG18 bounds new sessions from one address, not resumptions', async () => {
  const server = await TestServer.start({ newSessionsPerMinute: 2 });
  const host = await server.register();
  await server.register();
  const third = await server.open('/api/host');
  third.send(register);
  expect(await third.json()).toEqual({ type: 'error', code: 'too-many-requests' });
  expect(await third.closed()).toBe(closeCodes.rejected);
  await server.register(host);
  server.clock.advance(30_000);
  await server.register();
});

test('SG18 an address that guesses IDs learns nothing more, of known ones neither, until its time is over', async () => {
  const server = await TestServer.start({ unknownIdsPerMinute: 2 });
  const host = await server.register();
  for (const id of ['123456782', '000000000']) {
    expect(await (await server.connect(id)).json()).toEqual({ type: 'error', code: 'unknown-id' });
  }
  for (const id of ['123456782', host.id]) {
    expect(await (await server.connect(id)).json()).toEqual({ type: 'error', code: 'too-many-requests' });
  }
  server.clock.advance(30_000);
  await server.link(await server.register(host));
});

test('SG18 the addresses that a trusted proxy forwards are counted apart', async () => {
  const server = await TestServer.start({ unknownIdsPerMinute: 1, trustedProxies: ['127.0.0.1'] });
  const ask = async (address: string) => {
    const socket = await server.open('/api/viewer', { headers: { 'X-Forwarded-For': address } });
    socket.send({ type: 'connect', version: limits.protocolVersion, id: '123456782' });
    return (await socket.json())['code'];
  };
  expect(await ask('192.0.2.1')).toBe('unknown-id');
  expect(await ask('192.0.2.1')).toBe('too-many-requests');
  expect(await ask('192.0.2.2')).toBe('unknown-id');
});
