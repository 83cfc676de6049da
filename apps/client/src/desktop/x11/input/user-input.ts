import type { PauseKey, UserInput } from '@fjernhjelp/host';
import koffi from 'koffi';
import { XConnection } from '../connection.ts';
import { cookie, devices, GENERIC_EVENT, openXi2, selectXi2, xi2Events } from '../xi2.ts';

const { hierarchyChanged, ...rawEvents } = xi2Events;

const XK_PAUSE = 0xff13;
/** XIRawEvent. */
const raw = { sizeBytes: 64, detail: 56 };
/** XIDeviceInfo. */
const deviceInfo = { sizeBytes: 40, device: 0, name: 8, use: 16 };
/** XIMasterPointer and XIMasterKeyboard; what is greater is a device itself. */
const LAST_MASTER = 2;
/** What XTEST acts through, one pair for each master: "Virtual core XTEST pointer". */
const XTEST_DEVICE = / XTEST (?:pointer|keyboard)$/;
/** A mouse tells of its moves up to a thousand times a second: what comes meanwhile waits in the socket. */
const REST_MS = 50;

/** The user's own hand, as the X server hears it. */
export interface X11UserInput {
  readonly userInput: UserInput;
  readonly pauseKey: PauseKey;
  close(): void;
}

/**
 * Hears raw events of every device but XTEST's, through which the helper acts: those are not even asked for, or each key of the helper's would
 * wake us twice. Nothing is grabbed: programs get their keys as
 * ever, and a program that has grabbed the keyboard keeps nobody from pausing. What else acts through XTEST (an on-screen
 * keyboard, x11vnc) is not told from the helper, and does not count as the user's hand.
 * @returns undefined when the server or this machine has no X Input 2
 * @throws DesktopUnavailable "missing-library" | "no-display"
 */
export function openUserInput(displayName?: string): X11UserInput | undefined {
  const connection = new XConnection(displayName);
  const extension = openXi2(connection);
  if (extension === undefined) {
    connection.close();
    return undefined;
  }
  const reader = new RawInput(connection, extension);
  return {
    userInput: { listen: (heard) => reader.listen(reader.acted, heard), close: () => reader.close() },
    pauseKey: { listen: (pressed) => reader.listen(reader.paused, pressed), close: () => reader.close() },
    close: () => reader.close(),
  };
}

class RawInput {
  readonly acted = new Set<() => void>();
  readonly paused = new Set<() => void>();
  readonly #connection: XConnection;
  readonly #extension: number;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #isPauseDown = false;

  constructor(connection: XConnection, extension: number) {
    this.#connection = connection;
    this.#extension = extension;
    selectXi2(connection, devices.all, [hierarchyChanged]);
    this.#selectDevices();
  }

  listen(listeners: Set<() => void>, listener: () => void): () => void {
    listeners.add(listener);
    this.#watch();
    return () => {
      listeners.delete(listener);
      if (this.acted.size + this.paused.size === 0) this.#stop();
    };
  }

  close(): void {
    this.#stop();
    this.#connection.close();
  }

  #stop(): void {
    clearTimeout(this.#rest);
    this.#rest = undefined;
    if (this.#connection.usable) this.#connection.unwatch();
  }

  #watch(): void {
    if (this.#rest !== undefined || !this.#connection.usable) return;
    // What came while nobody listened is no news.
    this.#connection.watch(() => this.#read());
    this.#read();
  }

  #read(): void {
    if (this.#rest !== undefined) return;
    let hasActed = false;
    let pauses = 0;
    for (let event = this.#connection.nextEvent(); event; event = this.#connection.nextEvent()) {
      if (event.readInt32LE(0) !== GENERIC_EVENT) continue;
      if (event.readInt32LE(cookie.extension) !== this.#extension) continue;
      const heard = this.#hear(event);
      hasActed ||= heard !== 'nothing';
      if (heard === 'pause') pauses += 1;
    }
    // A display that is lost is the capturer's to report.
    if (!this.#connection.usable) {
      this.#stop();
      return;
    }
    if (!hasActed) return;
    this.#takeRest();
    for (const heard of this.acted) heard();
    for (; pauses > 0; pauses--) for (const pressed of this.paused) pressed();
  }

  #takeRest(): void {
    this.#connection.unwatch();
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      if (this.acted.size + this.paused.size > 0) this.#watch();
    }, REST_MS);
  }

  #hear(event: Buffer): 'nothing' | 'acted' | 'pause' {
    const type = event.readInt32LE(cookie.type);
    if (type === hierarchyChanged) {
      this.#selectDevices();
      return 'nothing';
    }
    const { x, display } = this.#connection;
    if (!x.XGetEventData(display, event)) return 'nothing';
    const view = new DataView(koffi.view(event.readBigUInt64LE(cookie.data), raw.sizeBytes));
    const detail = view.getInt32(raw.detail, true);
    x.XFreeEventData(display, event);
    return this.#isPausePressed(type, detail) ? 'pause' : 'acted';
  }

  /** A key that is held down repeats; the pause begins or ends once. */
  #isPausePressed(type: number, keycode: number): boolean {
    const isKey = type === xi2Events.rawKeyPress || type === xi2Events.rawKeyRelease;
    const { x, display } = this.#connection;
    if (!isKey || keycode !== x.XKeysymToKeycode(display, XK_PAUSE)) return false;
    const wasDown = this.#isPauseDown;
    this.#isPauseDown = type === xi2Events.rawKeyPress;
    return this.#isPauseDown && !wasDown;
  }

  #selectDevices(): void {
    const { x, display } = this.#connection;
    const count = new Int32Array(1);
    const address = x.XIQueryDevice?.(display, devices.all, count) ?? null;
    if (address === null) return;
    const view = new DataView(koffi.view(address, Math.max(1, count[0]!) * deviceInfo.sizeBytes));
    for (let start = 0; start < count[0]! * deviceInfo.sizeBytes; start += deviceInfo.sizeBytes) {
      const name = koffi.decode(view.getBigUint64(start + deviceInfo.name, true), 'char', -1) as string;
      if (view.getInt32(start + deviceInfo.use, true) <= LAST_MASTER || XTEST_DEVICE.test(name)) continue;
      selectXi2(this.#connection, view.getInt32(start + deviceInfo.device, true), Object.values(rawEvents));
    }
    x.XIFreeDeviceInfo?.(address);
  }
}
