import { beginRecording, RECORDING_TICK_MS } from '@fjernhjelp/codec/recording';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { connectPictureSource, recordSource, type SourceRecording } from '@fjernhjelp/host/picture-worker';
import { createStoredFile, isFull, type StoredFile } from '@fjernhjelp/viewer/recording-worker';
import type { FromRecordWorker, ToRecordWorker } from './worker-messages.ts';

/** What a dedicated worker has; the DOM's types know only the page. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToRecordWorker>) => void) | null;
  postMessage(message: FromRecordWorker): void;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;
let recording: Promise<SourceRecording> | undefined;
let file: StoredFile | undefined;
let timer: ReturnType<typeof setInterval> | undefined;
let isOver = false;
// In the order in which it was told.
let last: Promise<void> = Promise.resolve();

/** Writes one recording of the user's in a worker of its own, so that neither the page nor pictures wait for it. */
scope.onmessage = ({ data }) => {
  last = last.then(() => hear(data));
  last.catch(fail);
};

async function start(begin: Extract<ToRecordWorker, { type: 'start' }>): Promise<SourceRecording> {
  const { code, name, startedAtMs, pictures } = begin;
  const opened = await createStoredFile(name, (sizeBytes) =>
    scope.postMessage({ type: 'written', sizeBytes }),
  );
  file = opened;
  const recorder = await beginRecording({ code, startedAtMs }, opened.write);
  const source = recordSource({
    source: connectPictureSource(pictures),
    recorder,
    decompressor: createZstdDecompressor(),
  });
  timer = setInterval(() => source.tick().catch(fail), RECORDING_TICK_MS);
  return source;
}

async function hear(message: ToRecordWorker): Promise<void> {
  if (message.type === 'start') recording = start(message);
  const source = await recording;
  switch (message.type) {
    case 'show':
      source?.show(message.screen);
      break;
    case 'event':
      source?.event(message.event);
      break;
    case 'stop':
      clearInterval(timer);
      await source?.stop();
      over({ type: 'done' });
      break;
  }
}

function fail(error: unknown): void {
  over({
    type: 'failed',
    why: file === undefined ? 'unsupported' : isFull(error) ? 'full' : 'internal',
    message: String(error),
  });
}

function over(message: FromRecordWorker): void {
  if (isOver) return;
  isOver = true;
  clearInterval(timer);
  file?.close();
  scope.postMessage(message);
  scope.close();
}
