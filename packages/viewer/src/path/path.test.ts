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
    /** The line was lost, and the session has another. */
    lineComes() {
      part.line?.(false);
      part.line?.(true);
    },
    get line() {
      return ports.status.line;
    },
  };
}

/** @returns how long it took after each answer until the next ping */
const answerAfter = (path: ReturnType<typeof open>, trips: readonly number[]) =>
  trips.map((ms) => {
    path.pong(ms);
    return path.nextPingAfterMs();
  });

test('a round trip that is nearly the same is no news: the page would look at all that it shows', () => {
  const path = open();
  answerAfter(path, [12]);
  expect(path.line).toMatchObject({ path: 'relay', roundTripMs: 12 });
  const { news } = path;
  answerAfter(path, [13, 11, 14, 12, 15, 10]);
  expect(path.news).toBe(news);
  expect(path.line?.roundTripMs).toBe(12);
});

test('one that is another is told', () => {
  const path = open();
  answerAfter(path, [12, 40, 40, 40]);
  expect(path.line?.roundTripMs).toBe(40);
});

test('DP8 a new line is asked three times soon; one that takes about as long each time every 10 s, else every 2.5 s', () => {
  const path = open();
  expect(answerAfter(path, [12, 35])).toEqual([488, 465]);
  expect(answerAfter(path, [25, 12, 30])).toEqual([10_000, 10_000, 10_000]);
  expect(answerAfter(path, [300, 300, 12])).toEqual([2200, 2200, 2488]);
});

test('DP8 another line is asked soon, however steady the one before was', () => {
  const path = open();
  answerAfter(path, [12, 12, 12]);
  path.lineComes();
  expect(path.nextPingAfterMs()).toBe(500);
});

test('DP8 a ping that is not answered is told of while it is under way, however steady the line was', () => {
  const path = open();
  answerAfter(path, [12, 12, 12, 12]);
  expect(path.line?.roundTripMs).toBe(12);
  expect(path.nextPingAfterMs()).toBeUndefined();
  expect(path.line?.roundTripMs).toBeGreaterThan(10_000);
});
