import { createHash } from 'node:crypto';
import { type Entry, inOrder } from './archive/entry.ts';

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The list that `sha256sum --check` reads. */
export function checksumList(entries: readonly Entry[]): string {
  return inOrder(entries)
    .map((entry) => `${sha256(entry.bytes)}  ${entry.path}\n`)
    .join('');
}
