import {
  type Bytes,
  type ClipboardContent,
  concatBytes,
  encodeClipboard,
  limits,
  ProtocolViolation,
} from '@fjernhjelp/protocol';

/** Something that is on its way to the other end, no more of it at a time than the window (CB3). */
export interface OutgoingCopy {
  readonly transfer: number;
  readonly totalBytes: number;
  /** The other end has so many bytes. @throws ProtocolViolation "out-of-range" when that cannot be */
  got(bytes: number): void;
}

/** Sends the offer and as much as the window takes, at once. */
export function createOutgoingCopy(
  transfer: number,
  content: ClipboardContent,
  send: (message: Bytes) => void,
): OutgoingCopy {
  const all = concatBytes(...content.map(({ bytes }) => bytes));
  let sentBytes = 0;
  let gotBytes = 0;

  function sendMore(): void {
    while (sentBytes < all.length && sentBytes - gotBytes < limits.clipboardWindowBytes) {
      const end = Math.min(sentBytes + limits.clipboardPieceBytes, all.length);
      send(encodeClipboard({ type: 'piece', transfer, bytes: all.subarray(sentBytes, end) }));
      sentBytes = end;
    }
  }

  const formats = content.map(({ format, bytes }) => ({ format, sizeBytes: bytes.length }));
  send(encodeClipboard({ type: 'offer', transfer, formats }));
  sendMore();
  return {
    transfer,
    totalBytes: all.length,
    got(bytes) {
      if (bytes < gotBytes || bytes > sentBytes) throw new ProtocolViolation('out-of-range');
      gotBytes = bytes;
      sendMore();
    },
  };
}
