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
  for (const ms of [13, 11, 14, 12, 15, 10]) path.answerAfter(ms);
  expect(path.news).toBe(news);
  expect(path.line?.roundTripMs).toBe(12);
});

test('one that is another is told', () => {
  const path = open();
  for (const ms of [12, 40, 40, 40]) path.answerAfter(ms);
  expect(path.line?.roundTripMs).toBe(40);
});
