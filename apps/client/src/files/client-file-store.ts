import type { FileStore } from '@fjernhjelp/host';
import type { ChosenFiles } from './chosen-files.ts';
import { openFolderTarget } from './folder-target.ts';
import { findUserPlaces } from './user-places.ts';

/** The user's files on this machine. @param left a file could not be removed */
export function createClientFileStore(
  env: NodeJS.ProcessEnv,
  chosen: ChosenFiles,
  left: (error: Error) => void,
): FileStore {
  return {
    places: findUserPlaces(env),
    open: (folder) => openFolderTarget(folder, { platform: process.platform, left }),
    takeChosen: (batch) => chosen.take(batch),
  };
}
