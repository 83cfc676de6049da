import type { FileSource, FileTarget } from '@fjernhjelp/session/transfer';

/** A folder that the user can pick with a click. */
export interface FilePlace {
  readonly name: 'downloads' | 'desktop' | 'documents' | 'videos' | 'home' | 'browser';
  /** As the system writes it; of the browser's own storage any name. */
  readonly folder: string;
}

/**
 * The user's files. `apps/client` has this for the folders of the desktop, also on Windows (there a file that came gets the
 * mark of the web); the browser door will have it for downloads.
 */
export interface FileStore {
  /** Where files can land; the first is offered first. */
  readonly places: readonly FilePlace[];
  /**
   * @param folder as the user gave it, absolute
   * @throws FileTrouble "not-writable" when it is no folder, or none to write in
   */
  open(folder: string): Promise<FileTarget>;
  /** @returns what the user chose in the window under that number, once; undefined when there is no such thing */
  takeChosen(batch: number): FileSource | undefined;
}
