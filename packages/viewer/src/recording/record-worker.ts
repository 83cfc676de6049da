import { type Recorder, type RunningRecording, runRecording } from '@fjernhjelp/codec/recording';
import { createStoredFile, storedFileTrouble } from './stored-file.ts';
import type { FromRecorder, ToRecorder } from './worker-messages.ts';

type Start = Extract<ToRecorder, { type: 'start' }>;

/** What a dedicated worker has; the DOM's types know only the page. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToRecorder>) => void) | null;
  postMessage(message: FromRecorder): void;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;
let recording: RunningRecording<Recorder> | undefined;

scope.onmessage = ({ data }) => {
  if (data.type === 'start') recording = start(data);
  else if (data.type === 'stop') recording?.stop();
  else recording?.tell((recorder) => put(recorder, data));
};

function start({ code, name, startedAtMs }: Start): RunningRecording<Recorder> {
  return runRecording({
    code,
    startedAtMs,
    openFile: () => createStoredFile(name, (sizeBytes) => scope.postMessage({ type: 'written', sizeBytes })),
    feed: (recorder) => recorder,
    done: () => end({ type: 'done' }),
    failed: (error, isOpen) =>
      end({ type: 'failed', why: storedFileTrouble(error, isOpen), message: String(error) }),
  });
}

function put(recorder: Recorder, data: Exclude<ToRecorder, { type: 'start' | 'stop' }>): void {
  switch (data.type) {
    case 'resize':
      recorder.resize(data.size);
      break;
    case 'pixels':
      recorder.put(data.rects, data.buffer);
      scope.postMessage({ type: 'took', sizeBytes: data.buffer.byteLength });
      break;
    case 'cursor':
      recorder.cursor(data.message);
      break;
    case 'event':
      recorder.event(data.event);
      break;
  }
}

function end(message: FromRecorder): void {
  scope.postMessage(message);
  scope.close();
}
