import { createFileKey, createRecorder, type Recorder } from '@fjernhjelp/codec/recording';
import { type Bytes, encodeRecordingHeader, systemRandomBytes } from '@fjernhjelp/protocol';
import { recordingFolder } from './stored-recordings.ts';
import type { FromRecorder, ToRecorder } from './worker-messages.ts';

/** What a dedicated worker has; the DOM's types know only the page. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToRecorder>) => void) | null;
  postMessage(message: FromRecorder): void;
  close(): void;
}

/** Of the File System standard; only dedicated workers have it. */
interface SyncFile {
  write(bytes: Bytes, options: { at: number }): number;
  flush(): void;
  close(): void;
}

/** Ten pictures a second tell what was done; more would make the file large. */
const TICK_MS = 100;

const scope = globalThis as unknown as WorkerScope;
let recorder: Promise<Recorder> | undefined;
let file: SyncFile | undefined;
let timer: ReturnType<typeof setInterval> | undefined;
let sizeBytes = 0;
let isOver = false;

scope.onmessage = ({ data }) => {
  if (data.type === 'start') {
    recorder = start(data);
    recorder.catch(fail);
    return;
  }
  recorder?.then((opened) => hear(opened, data)).catch(fail);
};

async function start({ code, name, startedAtMs }: Extract<ToRecorder, { type: 'start' }>): Promise<Recorder> {
  const handle = await (await recordingFolder()).getFileHandle(name, { create: true });
  const opened = await (
    handle as unknown as { createSyncAccessHandle(): Promise<SyncFile> }
  ).createSyncAccessHandle();
  file = opened;
  const { header, key } = await createFileKey(code, startedAtMs, systemRandomBytes);
  write(opened, encodeRecordingHeader(header));
  const startMs = performance.now();
  const made = createRecorder({
    now: () => Math.round(performance.now() - startMs),
    key,
    write: (bytes) => write(opened, bytes),
  });
  timer = setInterval(() => made.tick().catch(fail), TICK_MS);
  return made;
}

function write(to: SyncFile, bytes: Bytes): void {
  if (to.write(bytes, { at: sizeBytes }) !== bytes.length)
    throw new DOMException('full', 'QuotaExceededError');
  // A crash of the browser leaves what was written until then.
  to.flush();
  sizeBytes += bytes.length;
  scope.postMessage({ type: 'written', sizeBytes });
}

async function hear(opened: Recorder, data: Exclude<ToRecorder, { type: 'start' }>): Promise<void> {
  switch (data.type) {
    case 'resize':
      opened.resize(data.size);
      break;
    case 'pixels':
      opened.put(data.rects, data.buffer);
      scope.postMessage({ type: 'took', sizeBytes: data.buffer.byteLength });
      break;
    case 'cursor':
      opened.cursor(data.message);
      break;
    case 'event':
      opened.event(data.event);
      break;
    case 'stop':
      clearInterval(timer);
      await opened.stop();
      over({ type: 'done' });
      break;
  }
}

function fail(error: unknown): void {
  if (isOver) return;
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  over({ type: 'failed', why: file === undefined ? 'unsupported' : isFull ? 'full' : 'internal' });
  // Ours: the browser's console shall have it. It carries no pixels.
  if (!isFull && file !== undefined) throw error;
}

function over(message: FromRecorder): void {
  isOver = true;
  clearInterval(timer);
  file?.close();
  scope.postMessage(message);
  scope.close();
}
