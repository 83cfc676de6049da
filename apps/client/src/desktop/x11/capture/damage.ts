import { areaPx, boundsOf, type Rect } from '@fjernhjelp/protocol';
import koffi from 'koffi';
import { joinBelowPx } from '../../rects.ts';
import type { XConnection } from '../connection.ts';
import type { Xid } from '../libraries.ts';

const REPORT_BOUNDING_BOX = 2;
const REPORT_NON_EMPTY = 3;
/** XRectangle: two int16 and two uint16. */
const RECTANGLE_BYTES = 8;
/** XDamageNotifyEvent. */
const notify = { area: 64 };

const everywhere: Rect = { xPx: 0, yPx: 0, widthPx: 0x7fff, heightPx: 0x7fff };

/**
 * What was painted on the root window and everything in it, collected by the server until it is taken. Where the server tells how far it
 * reaches, whenever it reaches further, and that is a small place, it is not asked what of it was painted: asking takes a round trip, and pixels that
 * did not change cost less.
 */
export class DamageRegion {
  readonly eventType: number;
  readonly tellsReach: boolean;
  readonly #connection: XConnection;
  readonly #damage: Xid;
  readonly #region: Xid;
  readonly #count = new Int32Array(1);
  /** What events told of the server's region; undefined: nothing. */
  #box: Rect | undefined;
  /** What events told that may be of what was in the region before it was emptied: asking for the region would not tell. */
  #late: Rect[] = [];
  #isEmptying = false;

  /**
   * @param tellsReach events tell it. Not for a connection over which pixels come: X.Org's Xvfb 21.1 puts such events into the middle of an answer with
   *   pixels, and Xlib then ends the process (capturer.test.ts, "without shared memory")
   * @returns undefined when the server does not tell damage
   */
  static open(connection: XConnection, tellsReach: boolean): DamageRegion | undefined {
    const { x, display } = connection;
    const [eventBase, errorBase] = [new Int32Array(1), new Int32Array(1)];
    if (!x.XFixesQueryExtension(display, eventBase, errorBase)) return undefined;
    if (!x.XDamageQueryExtension(display, eventBase, errorBase)) return undefined;
    return new DamageRegion(connection, eventBase[0]!, tellsReach);
  }

  private constructor(connection: XConnection, eventType: number, tellsReach: boolean) {
    const { x, display, root } = connection;
    this.eventType = eventType;
    this.tellsReach = tellsReach;
    this.#connection = connection;
    this.#damage = x.XDamageCreate(display, root, tellsReach ? REPORT_BOUNDING_BOX : REPORT_NON_EMPTY);
    this.#region = x.XFixesCreateRegion(display, null, 0);
  }

  /** Whether there is something to take. */
  get isAnything(): boolean {
    return this.#box !== undefined || this.#late.length > 0;
  }

  /** Whether there is something to take, and it is taken without asking for it. */
  get isSmall(): boolean {
    const told = this.#box === undefined ? this.#late : [...this.#late, this.#box];
    return told.length > 0 && areaPx(boundsOf(told)) <= joinBelowPx;
  }

  /** The server told that more was painted. */
  notice(event: Buffer): void {
    const area = this.tellsReach ? areaOf(event) : everywhere;
    if (this.#isEmptying && this.tellsReach) this.#late.push(area);
    else this.#box = this.#box === undefined ? area : boundsOf([this.#box, area]);
  }

  /** @returns what was painted, and perhaps somewhat more; it starts anew. Bands from the top, not clipped to the screen */
  take(): Rect[] {
    const late = this.#late;
    const box = this.#box;
    this.#late = [];
    this.#box = undefined;
    if (box !== undefined && areaPx(box) > joinBelowPx) return [...late, ...this.#fetch()];
    this.clear();
    return box === undefined ? late : [...late, box];
  }

  /** Empties the region on the server: what is painted from now on is damage again, and told by events. */
  clear(): void {
    const { x, display } = this.#connection;
    x.XDamageSubtract(display, this.#damage, 0, 0);
    this.#isEmptying = true;
  }

  /** The server has answered a later request than `clear`, and all events that came before the answer are noticed. */
  answered(): void {
    this.#isEmptying = false;
  }

  close(): void {
    const { x, display } = this.#connection;
    x.XDamageDestroy(display, this.#damage);
    x.XFixesDestroyRegion(display, this.#region);
  }

  /** @returns the region itself, which is emptied: what events tell late of that is in there */
  #fetch(): Rect[] {
    const { x, display } = this.#connection;
    x.XDamageSubtract(display, this.#damage, 0, this.#region);
    const address = x.XFixesFetchRegion(display, this.#region, this.#count);
    if (address === null) return [];
    const count = this.#count[0]!;
    const view = new DataView(koffi.view(address, Math.max(count, 1) * RECTANGLE_BYTES));
    const rects = Array.from({ length: count }, (_, i) => rectAt(view, i * RECTANGLE_BYTES));
    x.XFree(address);
    return rects;
  }
}

function areaOf(event: Buffer): Rect {
  return rectAt(new DataView(event.buffer, event.byteOffset), notify.area);
}

/** @param view on XRectangles */
function rectAt(view: DataView, offset: number): Rect {
  return {
    xPx: view.getInt16(offset, true),
    yPx: view.getInt16(offset + 2, true),
    widthPx: view.getUint16(offset + 4, true),
    heightPx: view.getUint16(offset + 6, true),
  };
}
