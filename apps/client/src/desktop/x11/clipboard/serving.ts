import type { Bytes, ClipboardContent } from '@fjernhjelp/protocol';
import type { XConnection } from '../connection.ts';
import type { Xid } from '../libraries.ts';
import { ATOM, type Atoms, INTEGER, STRING } from './atoms.ts';
import {
  EVENT_BYTES,
  eventTypes,
  longAt,
  PROPERTY_CHANGE_MASK,
  propertyEvent,
  requestEvent,
  selectionEvent,
} from './events.ts';
import { putBytes, putLongs } from './property.ts';

/** More than this goes in pieces (ICCCM 2.7.2): less than the smallest largest request of an X server. */
const PIECE_BYTES = 192 * 1024;
/** A program that has asked may do nothing for so long. */
const PATIENCE_MS = 10_000;
/** Programs that are answered in pieces at the same time; further ones are refused. */
const MAX_TRANSFERS = 16;
const NONE = 0;

interface Transfer {
  readonly requestor: Xid;
  readonly property: number;
  readonly target: number;
  readonly bytes: Bytes;
  offset: number;
  patience: ReturnType<typeof setTimeout>;
}

/** Answers the programs that ask for what we have put on the clipboard. */
export class ClipboardServing {
  readonly #connection: XConnection;
  readonly #atoms: Atoms;
  readonly #transfers = new Set<Transfer>();
  /** What there is to have. What is on its way already stays as it was. */
  content: ClipboardContent = [];
  /** When we took the clipboard, in the server's time; 0 until it has said so. */
  ownedSince = 0;

  constructor(connection: XConnection, atoms: Atoms) {
    this.#connection = connection;
    this.#atoms = atoms;
  }

  /** For every event that comes on the connection. */
  notice(type: number, event: Buffer): void {
    if (type === eventTypes.selectionRequest) this.#answer(event);
    if (type !== eventTypes.propertyNotify) return;
    if (event.readInt32LE(propertyEvent.state) !== propertyEvent.deleted) return;
    const [window, atom] = [longAt(event, propertyEvent.window), longAt(event, propertyEvent.atom)];
    for (const transfer of this.#transfers)
      if (transfer.requestor === window && transfer.property === atom) this.#sendPiece(transfer);
  }

  #answer(event: Buffer): void {
    const requestor = longAt(event, requestEvent.requestor);
    const selection = longAt(event, requestEvent.selection);
    const target = longAt(event, requestEvent.target);
    // Programs from before the ICCCM name no property.
    const property = longAt(event, requestEvent.property) || target;
    const isAnswered = selection === this.#atoms.clipboard && this.#put(requestor, property, target);
    const reply = Buffer.alloc(EVENT_BYTES);
    reply.writeInt32LE(eventTypes.selectionNotify, selectionEvent.type);
    reply.writeBigUInt64LE(BigInt(requestor), selectionEvent.requestor);
    reply.writeBigUInt64LE(BigInt(selection), selectionEvent.selection);
    reply.writeBigUInt64LE(BigInt(target), selectionEvent.target);
    reply.writeBigUInt64LE(BigInt(isAnswered ? property : NONE), selectionEvent.property);
    reply.writeBigUInt64LE(BigInt(longAt(event, requestEvent.time)), selectionEvent.time);
    const { x, display } = this.#connection;
    x.XSendEvent(display, requestor, 0, 0, reply);
    x.XFlush(display);
  }

  /** @returns whether there is such a thing to have */
  #put(requestor: Xid, property: number, target: number): boolean {
    const { targets, timestamp } = this.#atoms;
    if (this.content.length === 0) return false;
    if (target === targets) {
      const all = [targets, timestamp, ...this.content.flatMap(({ format }) => this.#targetsOf(format))];
      putLongs(this.#connection, requestor, property, ATOM, all);
      return true;
    }
    if (target === timestamp) {
      putLongs(this.#connection, requestor, property, INTEGER, [this.ownedSince]);
      return true;
    }
    const part = this.content.find(({ format }) => this.#targetsOf(format).includes(target));
    if (part === undefined) return false;
    const bytes = target === STRING ? toLatin1(part.bytes) : part.bytes;
    // Who asks for "text" is told which kind it is.
    const type = target === this.#atoms.text ? this.#atoms.utf8 : target;
    if (bytes.length > PIECE_BYTES) return this.#begin({ requestor, property, target: type, bytes });
    putBytes(this.#connection, requestor, property, type, bytes);
    return true;
  }

  #targetsOf(format: ClipboardContent[number]['format']): readonly number[] {
    const { utf8, plainUtf8, text, html, png } = this.#atoms;
    return { text: [utf8, plainUtf8, text, STRING], html: [html], png: [png] }[format];
  }

  #begin(asked: Pick<Transfer, 'requestor' | 'property' | 'target' | 'bytes'>): boolean {
    if (this.#transfers.size >= MAX_TRANSFERS) return false;
    const transfer: Transfer = { ...asked, offset: 0, patience: this.#patience(() => this.#end(transfer)) };
    this.#transfers.add(transfer);
    const { x, display } = this.#connection;
    x.XSelectInput(display, asked.requestor, PROPERTY_CHANGE_MASK);
    putLongs(this.#connection, asked.requestor, asked.property, this.#atoms.incr, [asked.bytes.length]);
    return true;
  }

  #sendPiece(transfer: Transfer): void {
    const { requestor, property, target, bytes, offset } = transfer;
    const piece = bytes.subarray(offset, offset + PIECE_BYTES);
    putBytes(this.#connection, requestor, property, target, piece);
    this.#connection.x.XFlush(this.#connection.display);
    transfer.offset += piece.length;
    clearTimeout(transfer.patience);
    // An empty piece says that this was all.
    if (piece.length === 0) this.#end(transfer);
    else transfer.patience = this.#patience(() => this.#end(transfer));
  }

  #patience(tired: () => void): ReturnType<typeof setTimeout> {
    return setTimeout(tired, PATIENCE_MS);
  }

  #end(transfer: Transfer): void {
    clearTimeout(transfer.patience);
    this.#transfers.delete(transfer);
    const { x, display, usable } = this.#connection;
    const isAwaited = [...this.#transfers].some(({ requestor }) => requestor === transfer.requestor);
    if (usable && !isAwaited) x.XSelectInput(display, transfer.requestor, 0);
  }

  close(): void {
    for (const transfer of this.#transfers) clearTimeout(transfer.patience);
    this.#transfers.clear();
  }
}

/** The old target for text has no other characters. */
function toLatin1(utf8: Bytes): Bytes {
  const text = new TextDecoder().decode(utf8).replace(/[\u{100}-\u{10ffff}]/gu, '?');
  return new Uint8Array(Buffer.from(text, 'latin1'));
}
