import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { beginRecording, RECORDING_TICK_MS, recordingName } from '@fjernhjelp/codec/recording';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { connectPictureSource, recordSource, type SourceRecording } from '@fjernhjelp/host/picture-worker';
import type { Bytes } from '@fjernhjelp/protocol';
import { FileTrouble } from '@fjernhjelp/session/transfer';
import { firstFree, writeWhole } from '../files/folder-target.ts';
import type { FromRecordWorker, RecordData, ToRecordWorker } from './messages.ts';

/**
 * Writes one recording in a worker of its own, so that neither input nor pictures wait for it. The file has its name from the
 * begin: one that breaks off plays up to there.
 */

const { code, startedAtMs, folder, pictures } = workerData as RecordData;
const recording = start();
let isOver = false;

// In the order in which it was told.
let last: Promise<void> = recording.then(() => {});
last.catch(fail);
parentPort?.on('message', (message: ToRecordWorker) => {
  last = last.then(() => hear(message));
  last.catch(fail);
});

async function start() {
  const [path, handle] = await firstFree(recordingName(startedAtMs), async (name) => {
    const free = join(folder, name);
    return [free, await open(free, 'wx')] as const;
  });
  let sizeBytes = 0;

  async function write(bytes: Bytes): Promise<void> {
    await writeWhole(handle, bytes, sizeBytes);
    sizeBytes += bytes.length;
    tell({ type: 'written', path, sizeBytes });
  }

  const recorder = await beginRecording({ code, startedAtMs }, write);
  const source: SourceRecording = recordSource({
    source: connectPictureSource(pictures),
    recorder,
    decompressor: createZstdDecompressor(),
  });
  const timer = setInterval(() => source.tick().catch(fail), RECORDING_TICK_MS);
  return { source, handle, timer };
}

async function hear(message: ToRecordWorker): Promise<void> {
  const { source, handle, timer } = await recording;
  switch (message.type) {
    case 'show':
      source.show(message.screen);
      break;
    case 'event':
      source.event(message.event);
      break;
    case 'stop':
      clearInterval(timer);
      await source.stop();
      await handle.close();
      over({ type: 'done' });
      break;
  }
}

function fail(error: unknown): void {
  const trouble = error instanceof FileTrouble ? error.code : undefined;
  const why = trouble === 'no-space' ? 'full' : trouble === undefined ? 'internal' : 'not-writable';
  over({ type: 'failed', why, message: String(error) });
}

function over(message: FromRecordWorker): void {
  if (isOver) return;
  isOver = true;
  tell(message);
  // What is open closes with the worker.
  pictures.close();
  parentPort?.close();
  void recording.then(({ timer }) => clearInterval(timer)).catch(() => {});
}

function tell(message: FromRecordWorker): void {
  parentPort?.postMessage(message);
}
