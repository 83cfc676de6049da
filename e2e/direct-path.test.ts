import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Client } from './harness/client.ts';
import { closePeer, KEEP_PEERS } from './harness/direct-path.ts';
import { Line } from './harness/line.ts';
import { Resources, until } from './harness/resources.ts';
import { exactPicture, openSession, type Session, type Stage, setStage } from './harness/session.ts';

const resources = new Resources();
afterEach(() => resources.close());

/** What the control sockets say while nothing else passes: pings and "alive", every 3 s on each. */
const IDLE_BYTES_PER_S = 500;

const isOn = (path: 'direct' | 'relay') => (status: Client['statuses'][number]) =>
  status.phase === 'sharing' && status.helpers[0]?.line?.path === path;

async function begin(
  serverEnv: NodeJS.ProcessEnv,
): Promise<Session & { stage: Stage; line: Line; helperLine: Line }> {
  const stage = await setStage(resources, { serverEnv });
  const line = await Line.open(resources, stage.server.port);
  const helperLine = await Line.open(resources, stage.server.port);
  const session = await openSession(stage, {
    control: true,
    clientUrl: line.url,
    helperUrl: helperLine.url,
    helperScript: KEEP_PEERS,
  });
  return { ...session, stage, line, helperLine };
}

test('DP7 the session goes direct, and loses nothing when the path breaks, the server restarts, or the helper forbids it', async () => {
  const { client, helper, stage, line, helperLine } = await begin({ FJERNHJELP_DIRECT_PATH: 'true' });
  await client.until('a direct path', isOn('direct'));
  await helper.shows('Direkte');

  // The relay has nothing to forward any more, while the picture changes and the helper types.
  const file = join(await resources.temporaryFolder('direct'), 'typed');
  await stage.display.xterm('skriver', { command: ['sh', '-c', `stty -echoctl; cat > ${file}`] });
  await stage.display.focus('skriver');
  await helper.clickAt(300, 200);
  const typed = () => readFile(file, 'utf8').catch(() => '');
  const relayed = () => line.forwardedBytes + helperLine.forwardedBytes;
  const before = relayed();
  const beganAt = Date.now();
  let sent = '';
  const type = async (text: string) => {
    sent += `${text}\n`;
    await helper.page.keyboard.type(`${text}\n`);
  };
  for (let i = 0; i < 20; i++) await type(`direkte ${i}`);
  await until('what was typed is there', async () => (await typed()) === sent);
  await exactPicture(stage, helper);
  expect(relayed() - before).toBeLessThan((IDLE_BYTES_PER_S * (Date.now() - beganAt)) / 1000 + 2000);

  // The path breaks in the middle of the typing: over the relay it goes on, and comes back to a direct path.
  for (let i = 0; i < 5; i++) await type(`for ${i}`);
  await closePeer(helper);
  await client.until('the relay', isOn('relay'));
  await helper.shows('Via tjenesten');
  await helper.shows('Du styrer');
  for (let i = 0; i < 5; i++) await type(`etter ${i}`);
  await until('what was typed is there', async () => (await typed()) === sent);
  expect(relayed() - before).toBeGreaterThan(2000);
  await client.until('a direct path again', isOn('direct'));

  // The server restarts, and nobody in the session notices.
  const statuses = client.statuses.length;
  await stage.server.stop();
  await client.until('that the server is away', ({ online }) => !online);
  for (let i = 0; i < 5; i++) await type(`uten tjener ${i}`);
  await until('what was typed is there', async () => (await typed()) === sent);
  await stage.server.startAgain();
  await client.until('that the server is back', ({ online }) => online);
  expect(client.statuses.slice(statuses).every(({ phase }) => phase === 'sharing')).toBe(true);
  expect(client.statuses.slice(statuses).map(({ helpers }) => helpers[0]?.line?.path)).not.toContain('relay');

  // The helper wants the server in between: it moves back without a break.
  const moved = client.statuses.length;
  await helper.page.getByRole('button', { name: 'Tall for bilde og linje' }).click();
  await helper.page.getByRole('switch', { name: 'Direkte linje når den er bedre' }).click();
  await client.until('the relay', isOn('relay'));
  await helper.clickAt(300, 200);
  await type('over tjenesten');
  await until('what was typed is there', async () => (await typed()) === sent);
  expect(client.statuses.slice(moved).every(({ phase }) => phase === 'sharing')).toBe(true);
  await exactPicture(stage, helper);

  // Then the user says no: the helper's wish alone does not bring it back.
  client.command({ type: 'set-direct', allowed: false });
  await helper.page.getByRole('switch', { name: 'Direkte linje når den er bedre' }).click();
  await client.until('no direct paths', ({ directAllowed }) => directAllowed === false);
  client.command({ type: 'set-direct', allowed: true });
  await client.until('a direct path at last', isOn('direct'));
  await helper.end();
  const { endReason } = await client.until('the end', ({ phase }) => phase === 'ended');
  expect(endReason).toBe('ended-by-helper');
  expect(helper.errors).toEqual([]);
});

test('SG20 where the operator forbids it the session stays on the relay, and nothing of it is offered', async () => {
  const { client, helper } = await begin({});
  await helper.shows('Via tjenesten');
  expect(client.status?.directAllowed).toBeUndefined();
  expect(client.statuses.some(isOn('direct'))).toBe(false);
});
