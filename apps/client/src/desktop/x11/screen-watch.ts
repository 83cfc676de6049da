import type { ScreenPlace, ScreenSize } from '@fjernhjelp/protocol';
import koffi from 'koffi';
import { DesktopUnavailable } from '../errors.ts';
import { type Monitor, placeScreens } from '../screens.ts';
import type { XConnection } from './connection.ts';

/** Of the root window: the desktop has another size. */
export const CONFIGURE_NOTIFY = 22;
/** To be selected on the root window for `notice`. */
export const STRUCTURE_NOTIFY_MASK = 1 << 17;
/** XConfigureEvent. */
const configure = { window: 40 };
/** RRScreenChangeNotify, RRCrtcChangeNotify, RROutputChangeNotify. */
const RANDR_MASK = 0b111;
/** RRScreenChangeNotify and RRNotify. */
const RANDR_EVENTS = 2;
const ACTIVE_ONLY = 1;
/** XRRMonitorInfo. */
const monitorInfo = {
  sizeBytes: 56,
  name: 0,
  primary: 8,
  x: 20,
  y: 24,
  width: 28,
  height: 32,
};

/** Follows which screens there are: RandR 1.5's monitors, or else the root window as one. */
export class ScreenWatch {
  readonly #connection: XConnection;
  /** The event base; undefined without RandR 1.5. */
  readonly #randr: number | undefined;
  #screens: readonly ScreenPlace[] = [];
  #isStale = false;

  /** @throws DesktopUnavailable "display-lost" */
  constructor(connection: XConnection) {
    this.#connection = connection;
    const { x, display, root } = connection;
    this.#randr = randrEvents(connection);
    if (this.#randr !== undefined) x.XRRSelectInput?.(display, root, RANDR_MASK);
    this.refresh();
  }

  /** A new array whenever something of it changed. */
  get screens(): readonly ScreenPlace[] {
    return this.#screens;
  }

  /** @returns whether the event was one of these; then `refresh` is due */
  notice(type: number, event: Buffer): boolean {
    const isRandr = this.#randr !== undefined && type >= this.#randr && type < this.#randr + RANDR_EVENTS;
    const { root } = this.#connection;
    const isRoot = type === CONFIGURE_NOTIFY && event.readUInt32LE(configure.window) === root;
    if (isRandr || isRoot) this.#isStale = true;
    return isRandr || isRoot;
  }

  /** An event has come since the last `refresh`. */
  get isStale(): boolean {
    return this.#isStale;
  }

  /**
   * Asks the server.
   * @returns whether `screens` is another
   * @throws DesktopUnavailable "display-lost"
   */
  refresh(): boolean {
    this.#isStale = false;
    const before = this.#screens;
    const desktop = { xPx: 0, yPx: 0, ...readRootSize(this.#connection) };
    this.#screens = placeScreens(this.#readMonitors(), desktop, before);
    return this.#screens !== before;
  }

  #readMonitors(): Monitor[] {
    const { x, display, root } = this.#connection;
    if (this.#randr === undefined) return [];
    const count = new Int32Array(1);
    const address = x.XRRGetMonitors?.(display, root, ACTIVE_ONLY, count) ?? null;
    if (address === null) return [];
    const view = new DataView(koffi.view(address, Math.max(1, count[0]!) * monitorInfo.sizeBytes));
    const monitors = Array.from({ length: Math.max(0, count[0]!) }, (_, index) => {
      const start = index * monitorInfo.sizeBytes;
      return {
        name: this.#nameOf(view.getUint32(start + monitorInfo.name, true)),
        isPrimary: view.getInt32(start + monitorInfo.primary, true) !== 0,
        xPx: view.getInt32(start + monitorInfo.x, true),
        yPx: view.getInt32(start + monitorInfo.y, true),
        widthPx: view.getInt32(start + monitorInfo.width, true),
        heightPx: view.getInt32(start + monitorInfo.height, true),
      };
    });
    x.XRRFreeMonitors?.(address);
    return monitors;
  }

  #nameOf(atom: number): string {
    const { x, display } = this.#connection;
    const address = x.XGetAtomName(display, atom);
    if (address === null) return '';
    const name = koffi.decode(address, 'char', -1) as string;
    x.XFree(address);
    return name;
  }
}

/** @throws DesktopUnavailable "display-lost" */
export function readRootSize(connection: XConnection): ScreenSize {
  const { x, display, root } = connection;
  const [width, height, rest] = [new Int32Array(1), new Int32Array(1), new Int32Array(1)];
  const ids = new BigUint64Array(1);
  const there = x.XGetGeometry(display, root, ids, rest, rest, width, height, rest, rest);
  connection.check();
  if (!there) throw new DesktopUnavailable('display-lost');
  return { widthPx: width[0]!, heightPx: height[0]! };
}

function randrEvents({ x, display }: XConnection): number | undefined {
  const [eventBase, errorBase] = [new Int32Array(1), new Int32Array(1)];
  if (!x.XRRQueryExtension?.(display, eventBase, errorBase)) return undefined;
  const [major, minor] = [new Int32Array(1), new Int32Array(1)];
  if (!x.XRRQueryVersion?.(display, major, minor)) return undefined;
  const hasMonitors = major[0]! > 1 || (major[0] === 1 && minor[0]! >= 5);
  return hasMonitors ? eventBase[0] : undefined;
}
