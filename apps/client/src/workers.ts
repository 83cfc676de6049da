import { getAsset, isSea } from 'node:sea';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * The program's further threads, by name, and where their source is. Packed, each is a part of the executable: what a signature
 * or a hash allows is all that can run. The packaging reads this table.
 */
export const workerFiles = {
  'clipboard-worker': './desktop/windows/clipboard/clipboard-worker.ts',
  'listener-worker': './desktop/windows/listener/listener-worker.ts',
  'overlay-worker': './desktop/windows/overlays/overlay-worker.ts',
  'record-worker': './recording/record-worker.ts',
  'screen-worker': './picture/screen-worker.ts',
} as const;

export function startWorker(name: keyof typeof workerFiles, options: WorkerOptions): Worker {
  if (isSea()) return new Worker(getAsset(`${name}.js`, 'utf8'), { ...options, eval: true });
  return new Worker(new URL(workerFiles[name], import.meta.url), options);
}
