import { type ReceiptFile, streams } from '@fjernhjelp/protocol';
import { createTransfers, describeUnfinished, type TransferStatus } from '@fjernhjelp/session/transfer';
import type { ViewerPart, ViewerPartPorts } from '../part.ts';
import { createDirectoryTarget } from './directory-target.ts';
import { createDownloads } from './download-target.ts';
import { listPicked, type PickedFile } from './picked-files.ts';
import { createPickedSource } from './picked-source.ts';

/** Files to and from the user: what a page can do with it. Numbers are those of `ViewerStatus.files`. */
export interface ViewerFiles {
  /** Whether this browser has a dialog that gives a page a folder to write in. */
  readonly canPickFolder: boolean;
  /** Offers files to the user; without the grant they wait for it. What cannot be sent is `refused` in the status. */
  send(picked: Promise<readonly PickedFile[]>): Promise<void>;
  /** What waits for the grant is not sent. */
  forgetWaiting(): void;
  /** Takes what the user sends into a folder that the helper picks now; call it in the handler of a click. */
  acceptInFolder(number: number): Promise<void>;
  /** Takes it as downloads of the browser. */
  acceptAsDownloads(number: number): Promise<void>;
  decline(number: number): void;
  hold(number: number, isHeld: boolean): void;
  cancel(number: number): void;
  forget(number: number): void;
}

/** What the status says of files. */
export interface FilesStatus {
  readonly transfers: readonly TransferStatus[];
  /** Things that wait for the user's leave to send them. */
  readonly waiting: number;
  /** Why what was picked last could not be sent at all. */
  readonly refused?: 'too-many' | 'not-readable';
}

const grantOf = {
  sending: 'files-to-user',
  receiving: 'files-from-user',
} as const satisfies Readonly<Record<TransferStatus['direction'], ReceiptFile['grant']>>;

declare global {
  interface Window {
    /** The File System Access API's dialog, not in TypeScript's DOM: Chromium has it, others do not. */
    showDirectoryPicker(options: {
      mode: 'readwrite';
      startIn: 'downloads';
    }): Promise<FileSystemDirectoryHandle>;
  }
}

export function createFiles(ports: ViewerPartPorts): ViewerPart & ViewerFiles {
  const downloads = createDownloads();
  let waiting: (readonly PickedFile[])[] = [];
  let refused: FilesStatus['refused'];
  const transfers = createTransfers({
    clock: ports.clock,
    send: ports.send,
    // Taken back or paused: the host says what becomes of it.
    may: (direction) => (ports.has(grantOf[direction]) ? 'yes' : 'held'),
    changed: update,
    arrived(direction, { path, sizeBytes }) {
      const grant = grantOf[direction];
      ports.used(grant);
      ports.file({ grant, name: path, sizeBytes });
    },
    unfinished: (direction, files) => ports.unfinished(grantOf[direction], files),
    failed: ports.report,
  });

  function update(): void {
    const count = waiting.reduce((sum, picked) => sum + picked.length, 0);
    ports.update({
      files: { transfers: transfers.statuses, waiting: count, ...(refused !== undefined && { refused }) },
    });
  }

  function offer(picked: readonly PickedFile[]): void {
    if (transfers.offer(createPickedSource(picked))) return;
    refused = 'too-many';
    update();
  }

  return {
    stream: streams.files,
    receive: transfers.receive,
    grantsChanged() {
      if (ports.has('files-to-user')) {
        const offered = waiting;
        waiting = [];
        for (const picked of offered) offer(picked);
      }
      transfers.gateChanged();
    },
    line: transfers.line,
    close() {
      const unsent = waiting.flatMap((picked) => listPicked(picked).entries);
      waiting = [];
      if (unsent.length > 0)
        ports.unfinished('files-to-user', describeUnfinished({ entries: unsent, why: 'not-granted' }));
      transfers.close();
      downloads.close();
    },
    canPickFolder: 'showDirectoryPicker' in globalThis,
    async send(choice) {
      refused = undefined;
      let picked: readonly PickedFile[] = [];
      try {
        picked = await choice;
        refused = listPicked(picked).problem;
      } catch {
        // Gone, or not for this person to read: they are told, and choose again.
        refused = 'not-readable';
      }
      if (picked.length > 0 && refused === undefined) {
        if (ports.has('files-to-user')) offer(picked);
        else waiting.push(picked);
      }
      update();
    },
    forgetWaiting() {
      waiting = [];
      update();
    },
    async acceptInFolder(number) {
      let directory: FileSystemDirectoryHandle;
      try {
        directory = await window.showDirectoryPicker({ mode: 'readwrite', startIn: 'downloads' });
      } catch (error) {
        // The helper closed the dialog: nothing was decided.
        if ((error as DOMException).name === 'AbortError') return;
        throw error;
      }
      await transfers.accept(number, createDirectoryTarget(directory));
    },
    acceptAsDownloads: (number) => transfers.accept(number, downloads.createTarget()),
    decline: transfers.decline,
    hold: transfers.hold,
    cancel: transfers.cancel,
    forget: transfers.forget,
  };
}
