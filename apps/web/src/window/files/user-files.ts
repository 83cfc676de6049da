import type { PickedFile } from '@fjernhjelp/viewer/picked-files';
import { createContext } from 'react';

/** How the parts of the user's window get at files: the client's by its own line, the browser door's by the browser. */
export interface UserFilesAccess {
  /** Offers what was picked to a helper. @returns why it cannot be sent */
  offer(person: number, picked: readonly PickedFile[]): 'too-many' | undefined;
  /** Where the user types no paths: a dialog for a folder, where there is one. @returns undefined when it was closed */
  readonly folders?: { readonly pick: (() => Promise<string | undefined>) | undefined };
  /** Where the user's recordings lie in the browser and not in a folder: gives one of them out as a download. */
  readonly recordings?: { save(name: string): Promise<void> };
}

/** Null where no files can be sent. */
export const UserFiles = createContext<UserFilesAccess | null>(null);
