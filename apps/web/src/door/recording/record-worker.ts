import type { ToRecordWorker } from '@fjernhjelp/host';
import { serveRecording } from '@fjernhjelp/host/recording-worker';
import { createStoredFile, storedFileTrouble } from '@fjernhjelp/viewer/recording-worker';
import type { StartMessage } from './start-message.ts';

/** What a dedicated worker has; the DOM's types know only the page. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<StartMessage | ToRecordWorker>) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

const scope = globalThis as unknown as WorkerScope;
let hear: ((message: ToRecordWorker) => void) | undefined;

/** Writes one recording into the browser's own storage. */
scope.onmessage = ({ data }) => {
  if (data.type === 'start') hear = start(data);
  else hear?.(data);
};

function start({ code, name, startedAtMs, pictures }: StartMessage): (message: ToRecordWorker) => void {
  return serveRecording({
    code,
    startedAtMs,
    pictures,
    openFile: (written) => createStoredFile(name, (sizeBytes) => written(name, sizeBytes)),
    troubleOf: storedFileTrouble,
    tell: (message) => scope.postMessage(message),
    leave: () => scope.close(),
  });
}
