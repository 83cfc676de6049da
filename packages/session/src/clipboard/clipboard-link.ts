import {
  type Bytes,
  type ClipboardContent,
  type ClipboardFormat,
  type ClipboardMessage,
  type ClipboardOutcome,
  decodeClipboard,
  encodeClipboard,
  limits,
  ProtocolViolation,
} from '@fjernhjelp/protocol';
import { createIncomingCopy, type IncomingCopy } from './incoming.ts';
import { createOutgoingCopies } from './outgoing.ts';

/** What became of the last thing that was copied, for one direction. */
export type ClipboardNews =
  /** It is on its way. */
  | { readonly state: 'moving'; readonly totalBytes: number }
  | {
      readonly state: 'placed' | 'failed' | 'not-allowed';
      readonly formats: readonly ClipboardFormat[];
      readonly totalBytes: number;
    }
  /** More than `limits.clipboardBytes`: nothing of it was sent. */
  | { readonly state: 'too-large' };

export interface ClipboardLinkPorts {
  send(message: Bytes): void;
  /** Whether what is copied here may go to the other end at this moment. */
  maySend(): boolean;
  /** Whether what comes from the other end may be placed here at this moment. */
  mayTake(): boolean;
  /** Puts it on the clipboard here; settles when it is there, or cannot be. A later call takes the place of an earlier one. */
  place(content: ClipboardContent): Promise<Exclude<ClipboardOutcome, 'not-allowed'>>;
  /** One of the news is another. */
  changed(): void;
}

/** Both directions of the clipboard stream, the same at both ends (PROTOCOL.md CB1–CB7). */
export interface ClipboardLink {
  /** Of what was copied here, and what came from the other end; undefined before there was any. */
  readonly sent: ClipboardNews | undefined;
  readonly taken: ClipboardNews | undefined;
  /** Something was copied here: sends it if that is allowed. What is still on its way is given up for it. */
  copied(content: ClipboardContent | 'too-large'): void;
  /** @throws ProtocolViolation when the message breaks a rule */
  receive(message: Bytes): void;
  /** `maySend` or `mayTake` may answer something else: what is under way and not allowed any more is dropped. */
  permissionsChanged(): void;
  close(): void;
}

export function createClipboardLink(ports: ClipboardLinkPorts): ClipboardLink {
  let incoming: IncomingCopy | undefined;
  let lastIncoming = 0;
  let sent: ClipboardNews | undefined;
  let taken: ClipboardNews | undefined;
  let isClosed = false;

  const send = (message: ClipboardMessage) => ports.send(encodeClipboard(message));
  const outgoing = createOutgoingCopies(send);
  const formatsOf = (content: ClipboardContent) => content.map(({ format }) => format);

  function copied(content: ClipboardContent | 'too-large'): void {
    if (isClosed || !ports.maySend() || content.length === 0) return;
    if (content === 'too-large' || sizeOf(content) > limits.clipboardBytes) {
      outgoing.stop();
      sent = { state: 'too-large' };
      send({ type: 'too-large' });
    } else {
      outgoing.send(content);
      sent = { state: 'moving', totalBytes: sizeOf(content) };
    }
    ports.changed();
  }

  function offered(offer: Extract<ClipboardMessage, { type: 'offer' }>): void {
    if (offer.transfer <= lastIncoming) throw new ProtocolViolation('unexpected-message');
    lastIncoming = offer.transfer;
    incoming = undefined;
    taken = undefined;
    if (ports.mayTake()) {
      incoming = createIncomingCopy(offer);
      taken = { state: 'moving', totalBytes: incoming.totalBytes };
    } else send({ type: 'done', transfer: offer.transfer, outcome: 'not-allowed' });
    ports.changed();
  }

  function piece(transfer: number, bytes: Bytes): void {
    if (transfer > lastIncoming) throw new ProtocolViolation('unexpected-message');
    if (transfer !== incoming?.transfer) return;
    if (!ports.mayTake()) {
      refuse();
      return;
    }
    const { totalBytes } = incoming;
    const content = incoming.add(bytes);
    send({ type: 'got', transfer, bytes: incoming.gotBytes });
    if (content === undefined) return;
    incoming = undefined;
    const formats = formatsOf(content);
    void ports.place(content).then((outcome) => {
      if (isClosed) return;
      send({ type: 'done', transfer, outcome });
      if (transfer !== lastIncoming) return;
      taken = { state: outcome, formats, totalBytes };
      ports.changed();
    });
  }

  function refuse(): void {
    if (incoming === undefined) return;
    send({ type: 'done', transfer: incoming.transfer, outcome: 'not-allowed' });
    incoming = undefined;
    taken = undefined;
    ports.changed();
  }

  return {
    get sent() {
      return sent;
    },
    get taken() {
      return taken;
    },
    copied,
    receive(bytes) {
      const message = decodeClipboard(bytes);
      switch (message.type) {
        case 'offer':
          offered(message);
          break;
        case 'piece':
          piece(message.transfer, message.bytes);
          break;
        case 'stop':
          if (message.transfer > lastIncoming) throw new ProtocolViolation('unexpected-message');
          if (message.transfer !== incoming?.transfer) return;
          incoming = undefined;
          taken = undefined;
          ports.changed();
          break;
        case 'too-large':
          if (!ports.mayTake()) return;
          incoming = undefined;
          taken = { state: 'too-large' };
          ports.changed();
          break;
        case 'got':
          outgoing.got(message.transfer, message.bytes);
          break;
        case 'done': {
          const copy = outgoing.done(message.transfer);
          if (copy === undefined) return;
          const { formats, totalBytes } = copy;
          sent = { state: message.outcome, formats, totalBytes };
          ports.changed();
          break;
        }
      }
    },
    permissionsChanged() {
      if (!ports.maySend()) {
        outgoing.stop();
        sent = undefined;
      }
      if (!ports.mayTake()) {
        refuse();
        taken = undefined;
      }
    },
    close() {
      isClosed = true;
      outgoing.close();
      incoming = undefined;
    },
  };
}

function sizeOf(content: ClipboardContent): number {
  return content.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

/** @returns whether both say the same: each format of the one is in the other, byte for byte */
export function isWithin(content: ClipboardContent, whole: ClipboardContent): boolean {
  return content.every(({ format, bytes }) => {
    const other = whole.find((part) => part.format === format)?.bytes;
    return other?.length === bytes.length && bytes.every((byte, at) => byte === other[at]);
  });
}
