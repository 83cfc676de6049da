import { MessageChannel } from 'node:worker_threads';
import { zstdCompressSync } from 'node:zlib';
import type { Recorder } from '@fjernhjelp/codec/recording';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import type { CursorMessage, ScreenSize } from '@fjernhjelp/protocol';
import { afterEach, expect, test, vi } from 'vitest';
import { connectPictureSource } from '../picture/connect-picture-source.ts';
import { servePictures } from '../picture/serve-pictures.ts';
import { FakeCapturer, patternAt } from '../testing/fake-capturer.ts';
import { recordSource } from './record-source.ts';

const size: ScreenSize = { widthPx: 70, heightPx: 40 };
const whole = { xPx: 0, yPx: 0, ...size };
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A desktop whose picture goes into a recorder that keeps the pixels. */
function open() {
  const { port1, port2 } = new MessageChannel();
  const capturer = new FakeCapturer(size.widthPx, size.heightPx);
  servePictures(port2, capturer, {
    compressor: { compress: (raw) => zstdCompressSync(raw) },
    clock: {
      now: () => performance.now(),
      schedule(delayMs, task) {
        const timer = setTimeout(task, delayMs);
        return () => clearTimeout(timer);
      },
    },
  });
  let rgba = new Uint8Array(0);
  let widthPx = 0;
  const resizes: ScreenSize[] = [];
  const cursors: CursorMessage[] = [];
  let stops = 0;
  const recorder: Recorder = {
    resize(next) {
      resizes.push(next);
      ({ widthPx } = next);
      rgba = new Uint8Array(next.widthPx * next.heightPx * 4);
    },
    put([rect], buffer) {
      const given = new Uint8Array(buffer);
      if (rect === undefined) return;
      for (let y = 0; y < rect.heightPx; y++)
        rgba.set(
          given.subarray(y * rect.widthPx * 4, (y + 1) * rect.widthPx * 4),
          ((rect.yPx + y) * widthPx + rect.xPx) * 4,
        );
    },
    cursor: (message) => void cursors.push(message),
    event() {},
    async tick() {},
    async stop() {
      stops += 1;
    },
  };
  const recording = recordSource({
    source: connectPictureSource(port1),
    recorder,
    decompressor: createZstdDecompressor(),
  });
  closers.push(() => port1.close());
  return {
    capturer,
    recording,
    resizes,
    cursors,
    stops: () => stops,
    at: (xPx: number, yPx: number) => [...rgba.subarray((yPx * widthPx + xPx) * 4).subarray(0, 3)],
    /** Ticks until it is so. */
    until: (isSo: () => void) =>
      vi.waitFor(
        async () => {
          await recording.tick();
          isSo();
        },
        { interval: 5 },
      ),
  };
}

const seed = 7;

test('RF10 every pixel of the screen comes into the recording, and what changes later', async () => {
  const { capturer, recording, resizes, at, until } = open();
  capturer.paint(whole, seed);
  recording.show(0);
  await until(() => expect(at(69, 39)).toEqual([...patternAt(69, 39, seed)]));
  expect(resizes).toHaveLength(1);
  capturer.paint({ xPx: 10, yPx: 10, widthPx: 1, heightPx: 1 }, seed + 1);
  await until(() => expect(at(10, 10)).toEqual([...patternAt(10, 10, seed + 1)]));
});

test('RF10 while nothing is shown nothing comes in, and then a whole picture comes', async () => {
  const { capturer, recording, resizes, cursors, at, until } = open();
  capturer.paint(whole, seed + 1);
  recording.show(0);
  await until(() => expect(at(0, 0)).toEqual([...patternAt(0, 0, seed + 1)]));
  recording.show(undefined);
  await recording.tick();
  capturer.paint(whole, seed);
  capturer.movePointer({ screen: 0, xPx: 3, yPx: 4 });
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    await recording.tick();
  }
  expect(at(0, 0)).toEqual([...patternAt(0, 0, seed + 1)]);
  expect(cursors).toEqual([]);
  recording.show(0);
  await until(() => expect(at(0, 0)).toEqual([...patternAt(0, 0, seed)]));
  expect(resizes).toHaveLength(2);
  await until(() => expect(cursors).toContainEqual({ type: 'place', place: { screen: 0, xPx: 3, yPx: 4 } }));
});

test('a screen that is lost leaves what was recorded, and the file can be closed', async () => {
  const { capturer, recording, resizes, stops, until } = open();
  recording.show(0);
  await until(() => expect(resizes).toHaveLength(1));
  capturer.lose(new Error('gone'));
  await recording.tick();
  await recording.stop();
  expect(stops()).toBe(1);
});
