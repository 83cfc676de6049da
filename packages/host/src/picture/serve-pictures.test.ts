import { zstdCompressSync } from 'node:zlib';
import type { Rect } from '@fjernhjelp/protocol';
import { createManualClock } from '@fjernhjelp/session/testing';
import { expect, test } from 'vitest';
import { FakeCapturer } from '../testing/fake-capturer.ts';
import type { EmitterPort } from './message-port.ts';
import { servePictures } from './serve-pictures.ts';
import type { FromPictureWorker, ToPictureWorker } from './worker-messages.ts';

const BUDGET_BYTES = 1_000_000;
const film: Rect = { xPx: 0, yPx: 0, widthPx: 256, heightPx: 192 };

/** The worker's half in this thread, at a clock of the test's, whose viewer asks again as soon as it is answered. */
function setUp() {
  const clock = createManualClock();
  const capturer = new FakeCapturer(film.widthPx, film.heightPx);
  const pictures: { atMs: number }[] = [];
  let request = 0;
  let hear = (_: unknown) => {};
  const ask = () =>
    hear({
      type: 'next',
      request: ++request,
      budgetBytes: BUDGET_BYTES,
      restart: false,
    } satisfies ToPictureWorker);
  const port: EmitterPort = {
    postMessage(value) {
      if ((value as FromPictureWorker).type !== 'picture') return;
      pictures.push({ atMs: clock.now() });
      queueMicrotask(ask);
    },
    on(event, listener) {
      if (event === 'message') hear = listener;
    },
  };
  servePictures(port, capturer, { compressor: { compress: (raw) => zstdCompressSync(raw) }, clock });
  ask();
  return { clock, capturer, pictures };
}

/** Lets promises that wait for nothing but each other be done. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('of a film no two pictures are nearer to each other than a viewer shows them, and each is captured when it is whole', async () => {
  const { clock, capturer, pictures } = setUp();
  await turn();
  const paint = async (seed: number) => {
    capturer.paint(film, seed);
    await turn();
  };
  const pass = async (ms: number) => {
    clock.advance(ms);
    await turn();
  };
  for (let seed = 1; seed < 10; seed++) {
    await paint(seed);
    await pass(33);
  }
  pictures.length = 0;
  const beganAtMs = clock.now();
  await paint(20);
  for (let i = 0; i < 10; i++) await pass(1);
  await paint(21);
  for (let i = 0; i < 30; i++) await pass(1);
  expect(pictures.map(({ atMs }) => atMs - beganAtMs)).toEqual([5, 21]);
});
