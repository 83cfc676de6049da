import type { Clipboard } from '@fjernhjelp/host';
import type { ClipboardContent } from '@fjernhjelp/protocol';
import { DesktopUnavailable } from '../../errors.ts';
import { XConnection } from '../connection.ts';
import type { Xid } from '../libraries.ts';
import { type Atoms, internAtoms } from './atoms.ts';
import { clearEvent, eventTypes, longAt, ownerEvent } from './events.ts';
import { ClipboardReading } from './reading.ts';
import { ClipboardServing } from './serving.ts';
import { MAX_URI_LIST_BYTES } from './uri-list.ts';

/** XFixesSetSelectionOwnerNotifyMask. */
const OWNER_SET_MASK = 1;
const CURRENT_TIME = 0;
const PATIENCE_MS = 5000;

/**
 * X11's CLIPBOARD selection, on a connection and with a window of its own. Other programs take and ask for it by events, which
 * wake the event loop: nothing is looked at meanwhile. What is selected with the mouse alone (PRIMARY) is let be.
 */
export class X11Clipboard implements Clipboard {
  readonly #connection: XConnection;
  readonly #atoms: Atoms;
  readonly #patienceMs: number;
  readonly #window: Xid;
  /** The event type that tells of another owner. */
  readonly #ownerSet: number;
  readonly #serving: ClipboardServing;
  readonly #readings = new Set<ClipboardReading>();
  readonly #listeners = new Set<() => void>();

  /**
   * @param displayName as in DISPLAY, which it defaults to
   * @param patienceMs for so long a program that is asked may do nothing
   * @throws DesktopUnavailable "missing-library" | "no-display" | "no-extension"
   */
  constructor(displayName?: string, patienceMs = PATIENCE_MS) {
    this.#patienceMs = patienceMs;
    this.#connection = new XConnection(displayName);
    const { x, display, root } = this.#connection;
    const [eventBase, errorBase] = [new Int32Array(1), new Int32Array(1)];
    if (!x.XFixesQueryExtension(display, eventBase, errorBase)) {
      this.#connection.close();
      throw new DesktopUnavailable('no-extension', 'XFIXES');
    }
    this.#ownerSet = eventBase[0] ?? 0;
    this.#atoms = internAtoms(this.#connection);
    this.#window = x.XCreateSimpleWindow(display, root, -10, -10, 1, 1, 0, 0, 0);
    this.#serving = new ClipboardServing(this.#connection, this.#atoms);
    x.XFixesSelectSelectionInput(display, this.#window, this.#atoms.clipboard, OWNER_SET_MASK);
    x.XFlush(display);
    this.#connection.watch(() => this.#look());
  }

  listen(changed: () => void): () => void {
    const listener = () => changed();
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async read(maxBytes: number): Promise<ClipboardContent | 'too-large'> {
    this.#connection.check();
    const { x, display } = this.#connection;
    const owner = x.XGetSelectionOwner(display, this.#atoms.clipboard);
    if (owner === 0) return [];
    if (owner === this.#window) return this.#serving.content;
    return this.#reading(maxBytes, (reading) => reading.run());
  }

  async readFiles(): Promise<readonly string[]> {
    this.#connection.check();
    const { x, display } = this.#connection;
    const owner = x.XGetSelectionOwner(display, this.#atoms.clipboard);
    if (owner === 0 || owner === this.#window) return [];
    return this.#reading(MAX_URI_LIST_BYTES, (reading) => reading.runFiles());
  }

  async #reading<Read>(maxBytes: number, run: (reading: ClipboardReading) => Promise<Read>): Promise<Read> {
    const reading = new ClipboardReading(this.#connection, this.#atoms, {
      maxBytes,
      patienceMs: this.#patienceMs,
      look: () => setImmediate(() => this.#look()),
    });
    this.#readings.add(reading);
    try {
      return await run(reading);
    } finally {
      this.#readings.delete(reading);
      reading.close();
    }
  }

  async write(content: ClipboardContent): Promise<void> {
    this.#connection.check();
    const { x, display } = this.#connection;
    this.#serving.content = content;
    x.XSetSelectionOwner(display, this.#atoms.clipboard, this.#window, CURRENT_TIME);
    const owner = x.XGetSelectionOwner(display, this.#atoms.clipboard);
    this.#look();
    if (owner !== this.#window) throw new Error('another program holds on to the clipboard');
  }

  /** Reads what has arrived, also what came along with an answer and wakes nobody. */
  #look(): void {
    for (let event = this.#connection.nextEvent(); event; event = this.#connection.nextEvent())
      this.#notice(event.readInt32LE(0), event);
    // A display that is lost is the capturer's to report.
    if (!this.#connection.usable) this.#connection.unwatch();
  }

  #notice(type: number, event: Buffer): void {
    this.#serving.notice(type, event);
    for (const reading of this.#readings) reading.notice(type, event);
    if (type === eventTypes.selectionClear && longAt(event, clearEvent.window) === this.#window) this.#lost();
    if (type === this.#ownerSet && event.readInt32LE(ownerEvent.subtype) === ownerEvent.ownerSet)
      this.#ownerChanged(longAt(event, ownerEvent.owner), longAt(event, ownerEvent.selectionTime));
  }

  /** It may be ours again by the time that we hear of it. */
  #lost(): void {
    const { x, display } = this.#connection;
    if (x.XGetSelectionOwner(display, this.#atoms.clipboard) !== this.#window) this.#serving.content = [];
  }

  #ownerChanged(owner: Xid, since: number): void {
    if (owner === this.#window) this.#serving.ownedSince = since;
    else if (owner !== 0) for (const listener of [...this.#listeners]) listener();
  }

  close(): void {
    for (const reading of this.#readings) reading.close();
    this.#serving.close();
    this.#listeners.clear();
    this.#connection.close();
  }
}
