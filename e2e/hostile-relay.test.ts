import type { Password } from '@fjernhjelp/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Client } from './harness/client.ts';
import { HelperConsole } from './harness/console.ts';
import { type Direction, HostileRelay, type Meddler } from './harness/hostile-relay.ts';
import { MiddleRelay } from './harness/middle.ts';
import { Resources, until } from './harness/resources.ts';
import { clearStage, exactPicture, openSession, type Stage, setStage } from './harness/session.ts';

const resources = new Resources();
let stage: Stage;
let relay: HostileRelay;

beforeAll(async () => {
  stage = await setStage(resources, { widthPx: 800, heightPx: 600 });
});
beforeEach(async () => {
  relay = await HostileRelay.open(resources, stage.server.port);
  await stage.display.xterm('Arbeid');
});
afterEach(() => clearStage(stage));
afterAll(() => resources.close());

/** Meddles with one message of that direction, the next that passes, and is honest before and after. */
function once(
  direction: Direction,
  attack: (message: Buffer, earlier: readonly Buffer[]) => ReturnType<Meddler>,
): Meddler {
  const earlier: Buffer[] = [];
  let done = false;
  return (message, towards) => {
    if (towards !== direction) return { forward: [message] };
    earlier.push(message);
    if (done || earlier.length < 2) return { forward: [message] };
    done = true;
    return attack(message, earlier.slice(0, -1));
  };
}

function reordered(direction: Direction): Meddler {
  let held: Buffer | undefined;
  let done = false;
  return (message, towards) => {
    if (towards !== direction || done) return { forward: [message] };
    if (held === undefined) {
      held = message;
      return { forward: [] };
    }
    done = true;
    return { forward: [message, held] };
  };
}

const attacks: { name: string; meddler: (direction: Direction) => Meddler }[] = [
  { name: 'drops', meddler: (direction) => once(direction, () => ({ forward: [] })) },
  {
    name: 'flips a bit of',
    meddler: (direction) =>
      once(direction, (message) => {
        const flipped = Buffer.from(message);
        flipped[flipped.length - 1]! ^= 1;
        return { forward: [flipped] };
      }),
  },
  {
    name: 'replays',
    meddler: (direction) => once(direction, (message) => ({ forward: [message, message] })),
  },
  { name: 'reorders', meddler: reordered },
  {
    name: 'reflects',
    meddler: (direction) => once(direction, (message) => ({ forward: [message], back: [message] })),
  },
  {
    name: 'cuts short',
    meddler: (direction) =>
      once(direction, (message) => ({ forward: [message.subarray(0, message.length - 3)] })),
  },
];

describe.each(['to-host', 'to-viewer'] as const)('a relay that meddles %s', (direction) => {
  test.each(attacks)('and $name a message: both ends stop and say so', async ({ meddler }) => {
    const { client, helper } = await openSession(stage, {
      control: true,
      clientUrl: relay.url,
      helperUrl: relay.url,
    });
    const { x, y } = await helper.at(100, 100);
    relay.meddle = meddler(direction);
    // Traffic in both directions, so that there is something to meddle with.
    await stage.display.xterm('Mer', { geometry: '40x8+200+200' });
    for (let step = 0; step < 20; step++) await helper.page.mouse.move(x + step * 5, y);

    const ended = await client.until('the end', (status) => status.phase === 'ended');
    expect(ended.endReason).toBe('tampered');
    await helper.shows(/stoppet for sikkerhets skyld/i);
    await until('the picture is gone', async () => (await helper.page.locator('canvas').count()) === 0);
  });
});

test('a relay that puts itself in the middle gets one guess, and both ends see a wrong password', async () => {
  const client = Client.start(stage.display, stage.server.url);
  const { id, password } = await client.credentials();
  const guess = (password === 'DADADADADADADADA' ? 'KAKAKAKAKAKAKAKA' : 'DADADADADADADADA') as Password;
  const middle = await MiddleRelay.open(resources, stage.server, guess);
  const helper = await HelperConsole.open(stage.running.browser, middle.url);
  await helper.connect({ id, password });
  await helper.shows(/feil passord/i);
  await client.until('one wrong try', (status) => status.wrongTries === 1);
  await until('the host has answered', () => middle.hostSaid);
  expect(middle).toMatchObject({ channels: [], hostSaid: 'wrong-password' });
  expect(client.status?.phase).toBe('waiting');
  expect(await helper.page.locator('canvas').count()).toBe(0);
});

/** Of a sealed record: its header, an `ack` in its frame, its tag (PROTOCOL.md RC1, ST1, CH3). */
const ACK_BYTES = 4 + 4 + 9 + 16;
/** No ping and no answer is as long. */
const LONG_BYTES = 100;
/** Those, sealed, and an `ack` of each end in 3 s take about half of it. */
const IDLE_BYTES_PER_S = 100;

test('CH4 DP8 while nothing changes the relay passes keep-alives and pings with their answers, and no picture', async () => {
  const { helper } = await openSession(stage, { clientUrl: relay.url, helperUrl: relay.url });
  await exactPicture(stage, helper);
  let passed: { towards: Direction; bytes: number }[] = [];
  relay.meddle = (message, towards) => {
    passed.push({ towards, bytes: message.length });
    return { forward: [message] };
  };
  const pingsAndAnswers = () => passed.filter(({ bytes }) => bytes !== ACK_BYTES);
  await until('a ping is answered', () => {
    const there = pingsAndAnswers();
    return there.length >= 2 && there.at(-1)?.towards === 'to-viewer';
  });
  passed = [];
  const fromMs = performance.now();
  // Whatever the host began by itself would stand between two pings.
  const inTurn = ['to-host', 'to-viewer', 'to-host', 'to-viewer'];
  await until('two more are answered', () => pingsAndAnswers().length >= inTurn.length);
  const seconds = (performance.now() - fromMs) / 1000;
  const towards = pingsAndAnswers().map((each) => each.towards);
  expect(towards.slice(0, inTurn.length)).toEqual(inTurn);
  expect(passed.filter(({ bytes }) => bytes >= LONG_BYTES)).toEqual([]);
  const sum = passed.reduce((total, { bytes }) => total + bytes, 0);
  expect(sum).toBeLessThan(IDLE_BYTES_PER_S * seconds + 2 * LONG_BYTES);

  await stage.display.xterm('Mer', { geometry: '20x4+200+200' });
  await until('a picture passes', () => passed.some(({ bytes }) => bytes >= LONG_BYTES));
});
