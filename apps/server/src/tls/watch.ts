import { type FSWatcher, watch } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '@fjernhjelp/protocol/signalling';
import type { Logger } from 'pino';
import { readMaterial, type TlsMaterial } from './material.ts';

/** Certificate and key are two files: the second follows shortly. */
const SETTLE_MS = 300;
/** For file systems that tell nobody of changes. */
const LOOK_AGAIN_MS = 10 * 60_000;

export interface TlsFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/**
 * Watches the folders of the files, as renewals mostly put a new file or link in the old one's place.
 * A pair that does not fit together or cannot be read is logged, and the one in use stays.
 * @param current what is in use
 * @param renewed gets each new pair
 * @returns ends it; may be called twice
 */
export function watchMaterial(
  files: TlsFiles,
  current: TlsMaterial,
  ports: { readonly clock: Clock; readonly log: Logger },
  renewed: (material: TlsMaterial) => void,
): () => void {
  let inUse = current;
  let cancel = () => {};

  const look = () => {
    plan(LOOK_AGAIN_MS);
    try {
      const found = readMaterial(files.certificateFile, files.keyFile);
      if (found.certificate === inUse.certificate && found.key === inUse.key) return;
      inUse = found;
      renewed(found);
      ports.log.info('certificate renewed');
    } catch (error) {
      ports.log.warn({ err: error }, 'certificate not renewed, the earlier one stays in use');
    }
  };
  const plan = (delayMs: number) => {
    cancel();
    cancel = ports.clock.schedule(delayMs, look);
  };

  const notWatched = (error: unknown) => ports.log.warn({ err: error }, 'certificate folder not watched');

  const watchers: FSWatcher[] = [];
  for (const folder of new Set([dirname(files.certificateFile), dirname(files.keyFile)])) {
    try {
      watchers.push(watch(folder, () => plan(SETTLE_MS)).on('error', notWatched));
    } catch (error) {
      // A folder of keys may be passed through and not read; and a system has only so many watches.
      notWatched(error);
    }
  }
  plan(LOOK_AGAIN_MS);
  return () => {
    cancel();
    for (const watcher of watchers) watcher.close();
  };
}
