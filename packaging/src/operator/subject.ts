import type { Edition } from '../edition.ts';
import type { Publisher } from '../signing.ts';

/** One executable or library, as rules name it. */
export interface WindowsFile {
  readonly name: string;
  readonly kind: 'exe' | 'dll';
  readonly sizeBytes: number;
  /** Authenticode hashes in hexadecimal. */
  readonly sha1: string;
  readonly sha256: string;
}

/** All that the operator's files are made from. */
export interface Subject {
  readonly edition: Edition;
  readonly files: readonly WindowsFile[];
  /** Absent when the files are not signed. */
  readonly publisher?: Publisher;
  /** Where the operator puts the folder, such as `C:\Program Files\Fjernhjelp`. */
  readonly installFolder: string;
  /** The server's origin, when it is known. */
  readonly server?: string;
  /** The raw Ed25519 key in base64 that settings must be signed with, when the operator wants that. */
  readonly settingsKey?: string;
  /** The base policy that the App Control policy supplements, as a GUID in braces. */
  readonly basePolicy: string;
}
