import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { openFileKey } from '@fjernhjelp/codec/recording';
import type { RecordingTrouble } from '@fjernhjelp/host';
import { servePictures } from '@fjernhjelp/host/picture-worker';
import { FakeCapturer } from '@fjernhjelp/host/testing';
import {
  createRecordingCode,
  decodeRecordingHeader,
  systemClock,
  systemRandomBytes,
} from '@fjernhjelp/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createNodeCompressor } from '../picture/zstd.ts';
import { createClientRecorder } from './client-recorder.ts';
import { recordingPlaces } from './recording-places.ts';

const startedAtMs = Date.UTC(2026, 10, 26, 2, 40, 5);
const name = '2026-11-26-024005.fjernrec';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recordings-'));
});
afterEach(() => rm(folder, { recursive: true }));

function open(into = folder) {
  const problems: string[] = [];
  const written: { path: string; sizeBytes: number }[] = [];
  let end: 'done' | RecordingTrouble | undefined;
  const capturer = new FakeCapturer(64, 48);
  const recorder = createClientRecorder({
    places: [],
    openPictures() {
      const { port1, port2 } = new MessageChannel();
      servePictures(port1, capturer, { compressor: createNodeCompressor(), clock: systemClock });
      return port2;
    },
    problem: (message) => problems.push(message),
  });
  const code = createRecordingCode(systemRandomBytes);
  const running = recorder.open(
    { code, startedAtMs, folder: into },
    {
      written: (path, sizeBytes) => written.push({ path, sizeBytes }),
      done() {
        end = 'done';
      },
      failed(why) {
        end = why;
      },
    },
  );
  const ended = () => vi.waitFor(() => expect(end).toBeDefined());
  return { code, running, written, problems, end: () => end, ended };
}

test('a recording is written where the user wants it, under the time of its begin, for the code alone', async () => {
  const { code, running, written, end, ended } = open();
  running.show(0);
  running.event({ type: 'chat', name: '', text: 'hemmelig' });
  await vi.waitFor(() => expect(written.length).toBeGreaterThan(0));
  running.stop();
  await ended();
  expect(end()).toBe('done');
  expect(await readdir(folder)).toEqual([name]);
  const file = await readFile(join(folder, name));
  expect(written.at(-1)).toEqual({ path: join(folder, name), sizeBytes: file.length });
  expect(file.includes('hemmelig')).toBe(false);
  const header = decodeRecordingHeader(file);
  expect(header.startedAtMs).toBe(startedAtMs);
  expect(await openFileKey(header, code)).toBeDefined();
  expect(await openFileKey(header, createRecordingCode(systemRandomBytes))).toBeUndefined();
});

test('nothing that is there is written over', async () => {
  await writeFile(join(folder, name), 'noe annet');
  const { running, written, ended } = open();
  running.stop();
  await ended();
  expect(await readFile(join(folder, name), 'utf8')).toBe('noe annet');
  expect(written.at(-1)?.path).toBe(join(folder, '2026-11-26-024005 (1).fjernrec'));
});

test('a folder that is not there is said to be none to write in', async () => {
  const { end, ended, problems } = open(join(folder, 'finnes-ikke'));
  await ended();
  expect(end()).toBe('not-writable');
  expect(problems).toHaveLength(1);
});

test('videos come first among the places, then documents', () => {
  const places = (['downloads', 'desktop', 'documents', 'videos', 'home'] as const).map((each) => ({
    name: each,
    folder: `/${each}`,
  }));
  expect(recordingPlaces(places).map((place) => place.name)).toEqual([
    'videos',
    'documents',
    'downloads',
    'desktop',
    'home',
  ]);
});
