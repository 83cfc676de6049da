import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBrokerToHost } from '@fjernhjelp/protocol/signalling';
import { expect, test } from 'vitest';
import { defaultSettings } from '../settings/read.ts';
import { StartFailure } from '../start-failure.ts';
import { TestServer, temporaryFolder } from '../testing/test-server.ts';
import { createIceServers } from './ice-servers.ts';

const settings = defaultSettings('/');
const now = () => 1_800_000_000_000;

test('SG20 by default there may be a direct path, without any servers; the operator can forbid it', () => {
  expect(createIceServers(settings, now)()).toEqual([]);
  expect(createIceServers({ ...settings, directPath: false }, now)()).toBeUndefined();
});

test('SG20 a TURN server gets a name that ends and the password that coturn makes of it; STUN gets none', () => {
  const turnSecretFile = join(temporaryFolder(), 'secret');
  writeFileSync(turnSecretFile, 'north\n');
  const iceServers = ['stun:stun.example.no', 'turn:turn.example.no:3478?transport=udp'];
  expect(createIceServers({ ...settings, iceServers, turnSecretFile }, now)()).toEqual([
    { url: iceServers[0] },
    {
      url: iceServers[1],
      username: '1800086400:fjernhjelp',
      credential: createHmac('sha1', 'north').update('1800086400:fjernhjelp').digest('base64'),
    },
  ]);
});

test('a TURN secret that cannot be read stops the start', () => {
  const turnSecretFile = join(temporaryFolder(), 'missing');
  expect(() => createIceServers({ ...settings, turnSecretFile }, now)).toThrow(StartFailure);
});

test.each([
  [{ iceServers: ['stun:stun.example.no'] }, [{ url: 'stun:stun.example.no' }]],
  [{ directPath: false }, undefined],
])('SG20 with %j a host is told so when it registers', async (given, told) => {
  const server = await TestServer.start(given);
  const socket = await server.open('/api/host');
  socket.send({ type: 'register', version: 1 });
  const answer = parseBrokerToHost(JSON.stringify(await socket.json()));
  expect(answer).toMatchObject({ type: 'registered' });
  expect('iceServers' in answer ? answer.iceServers : undefined).toEqual(told);
});
