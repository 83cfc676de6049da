import {
  type Bytes,
  type ClipboardContent,
  type ClipboardMessage,
  concatBytes,
  decodeUtf8,
  isPng,
  ProtocolViolation,
} from '@fjernhjelp/protocol';

type Offer = Extract<ClipboardMessage, { type: 'offer' }>;

/** Something that is on its way from the other end: what has come of it. */
export interface IncomingCopy {
  readonly transfer: number;
  readonly totalBytes: number;
  readonly gotBytes: number;
  /**
   * @returns the whole of it, once its last piece has come
   * @throws ProtocolViolation "too-long" for more than was offered, "malformed" for text that is no UTF-8 and a PNG that is none (CB6)
   */
  add(piece: Bytes): ClipboardContent | undefined;
}

/** @param offer within the bounds of the decoder; memory is taken as pieces come, not before */
export function createIncomingCopy({ transfer, formats }: Offer): IncomingCopy {
  const totalBytes = formats.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let pieces: Bytes[] = [];
  let gotBytes = 0;

  function whole(): ClipboardContent {
    const all = concatBytes(...pieces);
    pieces = [];
    let start = 0;
    return formats.map(({ format, sizeBytes }) => {
      const bytes = all.slice(start, start + sizeBytes);
      start += sizeBytes;
      if (format !== 'png') decodeUtf8(bytes);
      else if (!isPng(bytes)) throw new ProtocolViolation('malformed');
      return { format, bytes };
    });
  }

  return {
    transfer,
    totalBytes,
    get gotBytes() {
      return gotBytes;
    },
    add(piece) {
      gotBytes += piece.length;
      if (gotBytes > totalBytes) throw new ProtocolViolation('too-long');
      pieces.push(piece);
      return gotBytes === totalBytes ? whole() : undefined;
    },
  };
}
