import {
  type FileEntry,
  type FilesMessage,
  fileEntryBytes,
  limits,
  ProtocolViolation,
} from '@fjernhjelp/protocol';

export type Offer = Extract<FilesMessage, { type: 'offer' }>;

/** The list of a transfer as it comes, held to its offer (PROTOCOL.md FT2, FT3). */
export interface Listing {
  /** What has come, in its order. */
  readonly entries: readonly FileEntry[];
  /**
   * @returns whether that was the last of it
   * @throws ProtocolViolation "out-of-range" for more than was offered, or sizes that do not add up to it
   */
  add(listed: readonly FileEntry[]): boolean;
}

export function createListing(offer: Offer): Listing {
  const entries: FileEntry[] = [];
  let listBytes = 0;
  let totalBytes = 0;
  return {
    entries,
    add(listed) {
      for (const entry of listed) {
        entries.push(entry);
        listBytes += fileEntryBytes(entry);
        totalBytes += entry.sizeBytes;
      }
      const isWhole = entries.length >= offer.entries;
      const isTooMuch =
        entries.length > offer.entries || listBytes > limits.fileListBytes || totalBytes > offer.totalBytes;
      if (isTooMuch || (isWhole && totalBytes < offer.totalBytes))
        throw new ProtocolViolation('out-of-range');
      return isWhole;
    },
  };
}
