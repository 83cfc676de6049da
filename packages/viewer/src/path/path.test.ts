import { decodePathToHost, encodePath } from '@fjernhjelp/protocol';
import { createManualClock } from '@fjernhjelp/session/testing';
import { expect, test } from 'vitest';
import { createFakePartPorts } from '../testing/part-ports.ts';
import { createPath } from './path.ts';

function open() {
  const clock = createManualClock();
  const ports = createFakePartPorts(decodePathToHost, { clock });
  let news = 0;
  const update: typeof ports.update = (changes) => {
    news += 1;
    ports.update(changes);
  };
  const part = createPath({
    openPeer: () => {
      throw new Error('nothing is tried');
    },
    isDirect: () => false,
    moveTo: async () => false,
  })({ ...ports, update });
  part.grantsChanged?.();
  return {
    get news() {
      return news;
    },
    /** One ping takes so long; the next begins. */
    answerAfter(ms: number) {
      const last = ports.sent.at(-1);
      if (last?.type !== 'ping') throw new Error('no ping is under way');
      clock.advance(ms);
      part.receive(encodePath({ type: 'pong', ping: last.ping }));
      clock.advance(2500 - ms);
    },
    /** @returns how long it takes until the next ping, which is under way then */
    nextPingAfterMs() {
      const { length } = ports.sent;
      for (let ms = 0; ms < 20_000; ms++, clock.advance(1)) if (ports.sent.length > length) return ms;
      return undefined;
    },
    /** Of the ping that is under way, nothing else happens meanwhile. */
    pong(afterMs: number) {
      clock.advance(afterMs);
      const last = ports.sent.at(-1);
      if (last?.type !== 'ping') throw new Error('no ping is under way');
      part.receive(encodePath({ type: 'pong', ping: last.ping }));
    },
    get line() {
      return ports.status.line;
    },
  };
}

test('a round trip that is nearly the same is no news: the page would look at all that it shows', () => {
  const path = open();
  path.answerAfter(12);
  expect(path.line).toMatchObject({ path: 'relay', roundTripMs: 12 });
  const { news } = path;
  for (const ms of [13, 11, 14]) path.answerAfter(ms);
  for (const ms of [12, 15, 10]) {
    path.pong(ms);
    path.nextPingAfterMs();
  }
  expect(path.news).toBe(news);
  expect(path.line?.roundTripMs).toBe(12);
});

test('one that is another is told', () => {
  const path = open();
  for (const ms of [12, 40, 40, 40]) path.answerAfter(ms);
  expect(path.line?.roundTripMs).toBe(40);
});

test('DP8 a line that takes about as long each time is asked every 10 s, and every 2.5 s again when it does not', () => {
  const path = open();
  const trips = [12, 35, 25, 12, 30, 12, 12, 300, 300, 12];
  const waits = trips.map((ms) => {
    path.pong(ms);
    return path.nextPingAfterMs();
  });
  const isSteady = (trip: number) => trip >= 4 && trip <= 6;
  expect(waits).toEqual(trips.map((ms, trip) => (isSteady(trip) ? 10_000 : 2500 - ms)));
});

test('DP8 a ping that is not answered is told of while it is under way, however steady the line was', () => {
  const path = open();
  for (let i = 0; i < 8; i++) {
    path.pong(12);
    path.nextPingAfterMs();
  }
  expect(path.line?.roundTripMs).toBe(12);
  expect(path.nextPingAfterMs()).toBeUndefined();
  expect(path.line?.roundTripMs).toBeGreaterThan(10_000);
});
