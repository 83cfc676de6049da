import { type FileEntry, type FilesMessage, ProtocolViolation } from '@fjernhjelp/protocol';

/** Holds the sender to the order of the list: one file after the other, without gaps, no byte too many (PROTOCOL.md FT4). */
export interface FileOrder {
  /** @throws ProtocolViolation "out-of-range" | "unexpected-message" */
  check(message: Extract<FilesMessage, { type: 'piece' | 'file-end' | 'file-failed' }>): void;
}

/** @param isGivenUp files whose end need not come (FT5) */
export function createFileOrder(
  entries: readonly FileEntry[],
  isGivenUp: (entry: number) => boolean,
): FileOrder {
  let entry = -1;
  let offset = 0;
  let isEnded = true;

  function moveTo(next: number): void {
    if (!isEnded && !isGivenUp(entry)) throw new ProtocolViolation('unexpected-message');
    for (let between = entry + 1; between < next; between++)
      if (entries[between]?.kind === 'file' && !isGivenUp(between))
        throw new ProtocolViolation('unexpected-message');
    entry = next;
    offset = 0;
    isEnded = false;
  }

  return {
    check(message) {
      const { kind, sizeBytes } = entries[message.entry] ?? { kind: 'folder', sizeBytes: 0 };
      if (kind === 'folder') throw new ProtocolViolation('out-of-range');
      if (message.entry > entry) moveTo(message.entry);
      if (message.entry < entry || isEnded) throw new ProtocolViolation('unexpected-message');
      switch (message.type) {
        case 'piece':
          if (message.offset !== offset || offset + message.bytes.length > sizeBytes)
            throw new ProtocolViolation('out-of-range');
          offset += message.bytes.length;
          return;
        case 'file-end':
          if (offset !== sizeBytes) throw new ProtocolViolation('out-of-range');
          isEnded = true;
          return;
        case 'file-failed':
          isEnded = true;
      }
    },
  };
}
