import type { Rect } from '@fjernhjelp/protocol';
import koffi from 'koffi';
import type { XConnection } from './connection.ts';
import type { Xid } from './libraries.ts';

const REPORT_NON_EMPTY = 3;
/** XRectangle: two int16 and two uint16. */
const RECTANGLE_BYTES = 8;

/** What was painted on the root window and everything in it, collected by the server until it is taken. */
export class DamageRegion {
  readonly eventType: number;
  readonly #connection: XConnection;
  readonly #damage: Xid;
  readonly #region: Xid;
  readonly #count = new Int32Array(1);

  /** @returns undefined when the server does not tell damage */
  static open(connection: XConnection): DamageRegion | undefined {
    const { x, display } = connection;
    const [eventBase, errorBase] = [new Int32Array(1), new Int32Array(1)];
    if (!x.XFixesQueryExtension(display, eventBase, errorBase)) return undefined;
    if (!x.XDamageQueryExtension(display, eventBase, errorBase)) return undefined;
    return new DamageRegion(connection, eventBase[0]!);
  }

  private constructor(connection: XConnection, eventType: number) {
    const { x, display, root } = connection;
    this.eventType = eventType;
    this.#connection = connection;
    this.#damage = x.XDamageCreate(display, root, REPORT_NON_EMPTY);
    this.#region = x.XFixesCreateRegion(display, null, 0);
  }

  /** Empties the region on the server: what is painted from now on is damage again, and told by an event. */
  clear(): void {
    const { x, display } = this.#connection;
    x.XDamageSubtract(display, this.#damage, 0, 0);
  }

  /** @returns the region that was collected, which starts anew: bands from the top, not clipped to the screen */
  take(): Rect[] {
    const { x, display } = this.#connection;
    x.XDamageSubtract(display, this.#damage, 0, this.#region);
    const address = x.XFixesFetchRegion(display, this.#region, this.#count);
    if (address === null) return [];
    const count = this.#count[0]!;
    const view = new DataView(koffi.view(address, Math.max(count, 1) * RECTANGLE_BYTES));
    const rects: Rect[] = [];
    for (let offset = 0; offset < count * RECTANGLE_BYTES; offset += RECTANGLE_BYTES) {
      rects.push({
        xPx: view.getInt16(offset, true),
        yPx: view.getInt16(offset + 2, true),
        widthPx: view.getUint16(offset + 4, true),
        heightPx: view.getUint16(offset + 6, true),
      });
    }
    x.XFree(address);
    return rects;
  }
}
