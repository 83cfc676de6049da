import { beginRecording, RECORDING_TICK_MS, type Recorder } from '@fjernhjelp/codec/recording';
import { createStoredFile, isFull, type StoredFile } from './stored-file.ts';
import type { FromRecorder, ToRecorder } from './worker-messages.ts';

/** What a dedicated worker has; the DOM's types know only the page. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToRecorder>) => void) | null;
  postMessage(message: FromRecorder): void;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;
let recorder: Promise<Recorder> | undefined;
let file: StoredFile | undefined;
let timer: ReturnType<typeof setInterval> | undefined;
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
  const opened = await createStoredFile(name, (sizeBytes) =>
    scope.postMessage({ type: 'written', sizeBytes }),
  );
  file = opened;
  const made = await beginRecording({ code, startedAtMs }, opened.write);
  timer = setInterval(() => made.tick().catch(fail), RECORDING_TICK_MS);
  return made;
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
  const why = file === undefined ? 'unsupported' : isFull(error) ? 'full' : 'internal';
  over({ type: 'failed', why });
  // Ours: the browser's console shall have it. It carries no pixels.
  if (why === 'internal') throw error;
}

function over(message: FromRecorder): void {
  isOver = true;
  clearInterval(timer);
  file?.close();
  scope.postMessage(message);
  scope.close();
}
