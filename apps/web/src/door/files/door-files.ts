import type { FileStore } from '@fjernhjelp/host';
import { type FileTarget, FileTrouble } from '@fjernhjelp/session/transfer';
import {
  createDirectoryTarget,
  createDownloads,
  createPickedSource,
  listPicked,
  type PickedFile,
} from '@fjernhjelp/viewer/browser-files';

/** The browser's own folder for downloads: the page does not know where it is. */
const DOWNLOADS = 'downloads';

/** The user's files as a page has them: by the browser's dialogs and downloads. */
export interface DoorFiles extends FileStore {
  /** @returns the number under which the host takes them, or why they cannot be sent */
  add(picked: readonly PickedFile[]): number | 'too-many';
  /** @returns what the host opens that folder by; undefined when the user closed the dialog */
  readonly pickFolder: (() => Promise<string | undefined>) | undefined;
  close(): void;
}

export function createDoorFiles(): DoorFiles {
  const downloads = createDownloads();
  const folders = new Map<string, FileSystemDirectoryHandle>();
  const batches = new Map<number, readonly PickedFile[]>();
  let lastBatch = 0;

  async function pickFolder(): Promise<string | undefined> {
    try {
      const folder = await window.showDirectoryPicker({ mode: 'readwrite', startIn: 'downloads' });
      const name = `folder:${folders.size + 1}`;
      folders.set(name, folder);
      return name;
    } catch (error) {
      // The dialog was closed: nothing was decided.
      if ((error as DOMException).name === 'AbortError') return undefined;
      throw error;
    }
  }

  return {
    places: [{ name: 'downloads', folder: DOWNLOADS }],
    pickFolder: 'showDirectoryPicker' in globalThis ? pickFolder : undefined,
    async open(folder): Promise<FileTarget> {
      const picked = folders.get(folder);
      if (picked !== undefined) return createDirectoryTarget(picked);
      if (folder !== DOWNLOADS) throw new FileTrouble('not-writable');
      return downloads.createTarget();
    },
    add(picked) {
      if (listPicked(picked).problem !== undefined) return 'too-many';
      batches.set(++lastBatch, picked);
      return lastBatch;
    },
    takeChosen(batch) {
      const picked = batches.get(batch);
      batches.delete(batch);
      return picked && createPickedSource(picked);
    },
    close() {
      folders.clear();
      batches.clear();
      downloads.close();
    },
  };
}
