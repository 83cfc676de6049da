import {
  type Bytes,
  type ClipboardContent,
  type ClipboardPart,
  concatBytes,
  encodeUtf8,
} from '@fjernhjelp/protocol';
import type { XConnection } from '../connection.ts';
import type { Xid } from '../libraries.ts';
import { type Atoms, wantedTargets } from './atoms.ts';
import { eventTypes, longAt, PROPERTY_CHANGE_MASK, propertyEvent, selectionEvent } from './events.ts';
import { atomsOf, type Property, takeProperty } from './property.ts';
import { decodeUriList } from './uri-list.ts';

const CURRENT_TIME = 0;
const TARGETS_BYTES = 64 * 1024;
const INCR_BYTES = 64;

type Answer = Property | 'too-large' | undefined;

/**
 * Asks the program that has the clipboard for what is on it: a window of its own for each reading, so that nothing of an
 * earlier one can be taken for an answer, and a program that still sends hears that nobody waits any more.
 */
export class ClipboardReading {
  readonly #connection: XConnection;
  readonly #atoms: Atoms;
  readonly #window: Xid;
  readonly #maxBytes: number;
  readonly #patienceMs: number;
  readonly #look: () => void;
  /** Of the answer that is waited for. */
  #roomBytes = 0;
  #answered: ((answer: Answer | Error) => void) | undefined;
  /** Pieces of an answer that comes in many (ICCCM 2.7.2). */
  #pieces: Bytes[] | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param patienceMs for so long the program that has the clipboard may do nothing
   * @param look reads the events that have arrived, later: sending may take in some of them, and those wake nobody
   */
  constructor(
    connection: XConnection,
    atoms: Atoms,
    options: { maxBytes: number; patienceMs: number; look: () => void },
  ) {
    const { x, display, root } = connection;
    this.#connection = connection;
    this.#atoms = atoms;
    this.#maxBytes = options.maxBytes;
    this.#patienceMs = options.patienceMs;
    this.#look = options.look;
    this.#window = x.XCreateSimpleWindow(display, root, -10, -10, 1, 1, 0, 0, 0);
    x.XSelectInput(display, this.#window, PROPERTY_CHANGE_MASK);
  }

  /** Once. Rejects with an Error when the owner does not answer, or the reading is closed. */
  async run(): Promise<ClipboardContent | 'too-large'> {
    const offered = await this.#offered();
    const parts: ClipboardPart[] = [];
    let leftBytes = this.#maxBytes;
    for (const { format, target, isLatin1 } of wantedTargets(this.#atoms, offered)) {
      const answer = await this.#ask(target, leftBytes);
      if (answer === 'too-large') return answer;
      if (answer === undefined || answer.format !== 8) continue;
      const bytes = format === 'png' ? answer.bytes : toUtf8(answer.bytes, isLatin1 === true);
      leftBytes -= bytes.length;
      if (leftBytes < 0) return 'too-large';
      if (bytes.length > 0) parts.push({ format, bytes });
    }
    return parts;
  }

  /** Once, instead of `run`; see `Clipboard.readFiles`. */
  async runFiles(): Promise<readonly string[]> {
    const { uriList } = this.#atoms;
    if (!(await this.#offered()).includes(uriList)) return [];
    const answer = await this.#ask(uriList, this.#maxBytes);
    return typeof answer === 'object' && answer.format === 8 ? decodeUriList(answer.bytes) : [];
  }

  /** @returns nothing of what a password manager has put there */
  async #offered(): Promise<readonly number[]> {
    const targets = await this.#ask(this.#atoms.targets, TARGETS_BYTES);
    if (targets === undefined || targets === 'too-large') return [this.#atoms.utf8];
    const offered = atomsOf(targets);
    return offered.includes(this.#atoms.private) ? [] : offered;
  }

  #ask(target: number, roomBytes: number): Promise<Answer> {
    const { x, display } = this.#connection;
    const { clipboard, transfer } = this.#atoms;
    this.#roomBytes = roomBytes;
    return new Promise((resolve, reject) => {
      this.#answered = (answer) => {
        this.#answered = undefined;
        this.#pieces = undefined;
        clearTimeout(this.#patience);
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      };
      this.#wait();
      x.XConvertSelection(display, clipboard, target, transfer, this.#window, CURRENT_TIME);
      x.XFlush(display);
      this.#look();
    });
  }

  #wait(): void {
    clearTimeout(this.#patience);
    const tired = () => this.#answered?.(new Error('the program that has the clipboard does not answer'));
    this.#patience = setTimeout(tired, this.#patienceMs);
  }

  /** For every event that comes on the connection. */
  notice(type: number, event: Buffer): void {
    if (this.#answered === undefined) return;
    if (type === eventTypes.selectionNotify && longAt(event, selectionEvent.requestor) === this.#window) {
      if (longAt(event, selectionEvent.property) === 0) this.#answered(undefined);
      else this.#take();
    }
    if (type === eventTypes.propertyNotify && this.#pieces !== undefined) {
      const isOurs =
        longAt(event, propertyEvent.window) === this.#window &&
        longAt(event, propertyEvent.atom) === this.#atoms.transfer &&
        event.readInt32LE(propertyEvent.state) === propertyEvent.newValue;
      if (isOurs) this.#takePiece(this.#pieces);
    }
  }

  #take(): void {
    const answer = takeProperty(
      this.#connection,
      this.#window,
      this.#atoms.transfer,
      Math.max(this.#roomBytes, INCR_BYTES),
    );
    if (typeof answer !== 'object' || answer.type !== this.#atoms.incr) {
      this.#answered?.(answer);
      return;
    }
    // It says how much will come at least. That it was taken away asks for the first piece.
    if ((atomsOf(answer)[0] ?? 0) > this.#roomBytes) this.#answered?.('too-large');
    else this.#waitForPiece([]);
  }

  #takePiece(pieces: Bytes[]): void {
    const leftBytes = this.#roomBytes - pieces.reduce((sum, { length }) => sum + length, 0);
    const piece = takeProperty(this.#connection, this.#window, this.#atoms.transfer, leftBytes);
    if (piece === 'too-large') this.#answered?.(piece);
    else if (piece === undefined || piece.bytes.length === 0)
      this.#answered?.({ type: this.#atoms.incr, format: 8, bytes: concatBytes(...pieces) });
    else this.#waitForPiece([...pieces, piece.bytes]);
  }

  #waitForPiece(pieces: Bytes[]): void {
    this.#pieces = pieces;
    this.#connection.x.XFlush(this.#connection.display);
    this.#wait();
  }

  /** May be called twice; a reading that still runs rejects. */
  close(): void {
    this.#answered?.(new Error('the reading of the clipboard was closed'));
    clearTimeout(this.#patience);
    const { x, display, usable } = this.#connection;
    if (!usable) return;
    x.XDestroyWindow(display, this.#window);
    x.XFlush(display);
  }
}

/** Without the zeros that some owners end text with. */
function toUtf8(bytes: Bytes, isLatin1: boolean): Bytes {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  const text = bytes.subarray(0, end);
  return isLatin1 ? encodeUtf8(Buffer.from(text).toString('latin1')) : text;
}
