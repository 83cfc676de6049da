import {
  type Bytes,
  type ClipboardContent,
  type ClipboardFormat,
  type ClipboardMessage,
  concatBytes,
  limits,
  ProtocolViolation,
} from '@fjernhjelp/protocol';

/** So many copies at a time that the other end has not said a word of: small ones must not fill the channel either. */
const MOST_UNANSWERED = 8;

/** Something that was copied here. */
export interface OutgoingCopy {
  readonly formats: readonly ClipboardFormat[];
  readonly totalBytes: number;
}

/** What is copied here on its way to the other end, all of it together no more at a time than the window (CB3). */
export interface OutgoingCopies {
  /** Sends as much as there is room for, the rest of it later. What is still on its way, or waits, is given up for it. */
  send(content: ClipboardContent): void;
  /** Gives up what is on its way, or waits. May be called twice. */
  stop(): void;
  /** The other end has so many bytes. @throws ProtocolViolation "unexpected-message"; "out-of-range" when that cannot be */
  got(transfer: number, bytes: number): void;
  /**
   * The other end is through with it.
   * @returns it, unless it was given up meanwhile
   * @throws ProtocolViolation "unexpected-message"
   */
  done(transfer: number): OutgoingCopy | undefined;
  /** Nothing is sent any more, not even that it is given up. */
  close(): void;
}

/** What was offered; what of it was sent and not got is with the channel, also of what is given up. */
interface Offered {
  readonly transfer: number;
  sentBytes: number;
  gotBytes: number;
}

interface Newest {
  readonly parts: Extract<ClipboardMessage, { type: 'offer' }>['formats'];
  readonly all: Bytes;
  /** Undefined while it waits for room. */
  offered: Offered | undefined;
}

export function createOutgoingCopies(send: (message: ClipboardMessage) => void): OutgoingCopies {
  let newest: Newest | undefined;
  /** Oldest first. */
  let underway: readonly Offered[] = [];
  let lastTransfer = 0;

  function hasRoomFor(bytes: Bytes): boolean {
    const underwayBytes = underway.reduce((sum, { sentBytes, gotBytes }) => sum + sentBytes - gotBytes, 0);
    return underwayBytes + bytes.length <= limits.clipboardWindowBytes;
  }

  function sendMore(): void {
    const copy = newest;
    while (copy !== undefined) {
      const sentBytes = copy.offered?.sentBytes ?? 0;
      const bytes = copy.all.subarray(sentBytes, sentBytes + limits.clipboardPieceBytes);
      if (bytes.length === 0 || !hasRoomFor(bytes)) return;
      copy.offered ??= offer(copy);
      if (copy.offered === undefined) return;
      send({ type: 'piece', transfer: copy.offered.transfer, bytes });
      copy.offered.sentBytes += bytes.length;
    }
  }

  /** @returns undefined while too many have not been answered */
  function offer({ parts }: Newest): Offered | undefined {
    if (underway.length >= MOST_UNANSWERED) return undefined;
    const offered = { transfer: ++lastTransfer, sentBytes: 0, gotBytes: 0 };
    underway = [...underway, offered];
    send({ type: 'offer', transfer: offered.transfer, formats: parts });
    return offered;
  }

  /** Words about one say that all before it has arrived. @returns undefined for one of those */
  function answered(transfer: number): Offered | undefined {
    if (transfer > lastTransfer) throw new ProtocolViolation('unexpected-message');
    underway = underway.filter((each) => each.transfer >= transfer);
    return underway.find((each) => each.transfer === transfer);
  }

  return {
    send(content) {
      const parts = content.map(({ format, bytes }) => ({ format, sizeBytes: bytes.length }));
      newest = { parts, all: concatBytes(...content.map(({ bytes }) => bytes)), offered: undefined };
      sendMore();
    },
    stop() {
      const last = underway.at(-1);
      if (newest !== undefined && last !== undefined) send({ type: 'stop', transfer: last.transfer });
      newest = undefined;
    },
    got(transfer, bytes) {
      const offered = answered(transfer);
      if (offered === undefined) return;
      if (bytes < offered.gotBytes || bytes > offered.sentBytes) throw new ProtocolViolation('out-of-range');
      offered.gotBytes = bytes;
      sendMore();
    },
    done(transfer) {
      const offered = answered(transfer);
      underway = underway.filter((each) => each !== offered);
      const copy = newest?.offered?.transfer === transfer ? newest : undefined;
      if (copy !== undefined) newest = undefined;
      sendMore();
      return copy && { formats: copy.parts.map(({ format }) => format), totalBytes: copy.all.length };
    },
    close() {
      newest = undefined;
    },
  };
}
