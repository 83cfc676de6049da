import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { type RecordingFile, recordingName } from '@fjernhjelp/codec/recording';
import { serveRecording } from '@fjernhjelp/host/recording-worker';
import { FileTrouble } from '@fjernhjelp/session/transfer';
import { firstFree, writeWhole } from '../files/folder-target.ts';
import type { RecordData } from './record-data.ts';

/** Writes one recording into a folder of the user's. */

const { code, startedAtMs, folder, pictures } = workerData as RecordData;

const hear = serveRecording({
  code,
  startedAtMs,
  pictures,
  openFile,
  troubleOf(error) {
    if (!(error instanceof FileTrouble)) return 'internal';
    return error.code === 'no-space' ? 'full' : 'not-writable';
  },
  tell: (message) => parentPort?.postMessage(message),
  leave: () => parentPort?.close(),
});
parentPort?.on('message', hear);

async function openFile(written: (path: string, sizeBytes: number) => void): Promise<RecordingFile> {
  const [path, handle] = await firstFree(recordingName(startedAtMs), async (name) => {
    const free = join(folder, name);
    return [free, await open(free, 'wx')] as const;
  });
  let sizeBytes = 0;
  return {
    async write(bytes) {
      await writeWhole(handle, bytes, sizeBytes);
      sizeBytes += bytes.length;
      written(path, sizeBytes);
    },
    close: () => handle.close(),
  };
}
