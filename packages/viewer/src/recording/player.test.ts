import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPlayer, type PlayerStatus } from './player.ts';
import type { RecordingFile } from './recording-file.ts';

/** 40 s in which nothing is to be seen. */
const file = {
  lengthMs: 40_000,
  chunkCount: 0,
  keyBefore: () => 0,
  read: async () => [],
} as Partial<RecordingFile> as RecordingFile;
const canvas = { getContext: () => ({}) } as unknown as HTMLCanvasElement;

let nowMs: number;
let frames: (() => void)[];
let status: PlayerStatus;

beforeEach(() => {
  nowMs = 1000;
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (task: () => void) => frames.push(task));
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const create = () =>
  createPlayer({
    file,
    picture: canvas,
    pointer: canvas,
    changed: (next) => {
      status = next;
    },
  });

/** @returns where the recording is after that time, a frame at a time */
function pass(ms: number): number {
  for (const endMs = nowMs + ms; nowMs < endMs; ) {
    nowMs += 20;
    for (const frame of frames.splice(0)) frame();
  }
  return status.timeMs;
}

test('plays as fast as is chosen, from where it is when that changes', () => {
  const player = create();
  player.play();
  expect(pass(2000)).toBe(2000);
  player.setSpeed(8);
  expect(pass(1000)).toBe(10_000);
  player.setSpeed(0.5);
  expect(pass(2000)).toBe(11_000);
  player.pause();
  expect(pass(1000)).toBe(11_000);
  player.setSpeed(4);
  expect(pass(1000)).toBe(11_000);
  player.play();
  expect(pass(1000)).toBe(15_000);
  player.close();
});

test('goes on from where one seeks to, stops at the end, and begins anew from there', () => {
  const player = create();
  player.play();
  pass(1000);
  player.seek(38_500);
  expect(pass(1000)).toBe(39_500);
  expect(status.isPlaying).toBe(true);
  expect(pass(1000)).toBe(40_000);
  expect(status.isPlaying).toBe(false);
  player.play();
  expect(pass(1000)).toBe(1000);
  player.seek(-5);
  expect(status.timeMs).toBe(0);
  player.seek(99_999);
  expect(status.timeMs).toBe(40_000);
  player.close();
});

test('one at a time: pausing and going on within a frame does not play twice as often', () => {
  const player = create();
  player.play();
  player.pause();
  player.play();
  pass(200);
  expect(frames).toHaveLength(1);
  player.close();
});
