import koffi from 'koffi';
import { XConnection } from '../connection.ts';
import type { Pointer } from '../libraries.ts';
import { devices } from '../xi2.ts';

/** XIDeviceInfo. */
const deviceInfo = { sizeBytes: 40, device: 0, name: 8 };
const AXES = 2;

type FakeEvent = (
  display: Pointer,
  device: Pointer,
  detail: number,
  down: number,
  axes: number,
  axisCount: number,
  delayMs: number,
) => number;
type FakeMotion = (
  display: Pointer,
  device: Pointer,
  isRelative: number,
  first: number,
  axes: Pointer,
  axisCount: number,
  delayMs: number,
) => number;

/**
 * The user's own mouse and keyboard on a server with nobody in front of it. XTEST moves Xvfb's own devices when it is asked
 * to: what comes of that has those devices as its source, as with hardware, and not XTEST's.
 */
export class UsersHand {
  readonly #connection: XConnection;
  readonly #mouse: Pointer;
  readonly #keyboard: Pointer;
  readonly #axes = koffi.alloc('int', AXES) as Pointer;
  readonly #key: FakeEvent;
  readonly #button: FakeEvent;
  readonly #motion: FakeMotion;

  constructor(displayName: string) {
    this.#connection = new XConnection(displayName);
    const xtst = koffi.load('libXtst.so.6');
    const address = 'uintptr_t';
    const fake = [address, address, 'uint', 'int', address, 'int', 'ulong'];
    this.#key = xtst.func('XTestFakeDeviceKeyEvent', 'int', fake) as FakeEvent;
    this.#button = xtst.func('XTestFakeDeviceButtonEvent', 'int', fake) as FakeEvent;
    this.#motion = xtst.func('XTestFakeDeviceMotionEvent', 'int', [
      address,
      address,
      'int',
      'int',
      address,
      'int',
      'ulong',
    ]) as FakeMotion;
    this.#mouse = this.#open('Xvfb mouse');
    this.#keyboard = this.#open('Xvfb keyboard');
  }

  moveTo(xPx: number, yPx: number): void {
    new Int32Array(koffi.view(this.#axes, AXES * 4)).set([xPx, yPx]);
    this.#motion(this.#connection.display, this.#mouse, 0, 0, this.#axes, AXES, 0);
    this.#flush();
  }

  click(button = 1): void {
    for (const down of [1, 0]) this.#button(this.#connection.display, this.#mouse, button, down, 0, 0, 0);
    this.#flush();
  }

  /** @param keysym of a key that is on the keyboard */
  press(keysym: number): void {
    this.hold(keysym);
    this.#fakeKey(keysym, 0);
  }

  hold(keysym: number): void {
    this.#fakeKey(keysym, 1);
  }

  close(): void {
    this.#connection.close();
  }

  #fakeKey(keysym: number, down: number): void {
    const { x, display } = this.#connection;
    this.#key(display, this.#keyboard, x.XKeysymToKeycode(display, keysym), down, 0, 0, 0);
    this.#flush();
  }

  #flush(): void {
    this.#connection.x.XSync(this.#connection.display, 0);
  }

  #open(wanted: string): Pointer {
    const { x, display } = this.#connection;
    const count = new Int32Array(1);
    const address = x.XIQueryDevice?.(display, devices.all, count) ?? null;
    if (address === null) throw new Error('no input devices');
    const view = new DataView(koffi.view(address, count[0]! * deviceInfo.sizeBytes));
    for (let start = 0; start < count[0]! * deviceInfo.sizeBytes; start += deviceInfo.sizeBytes) {
      const name = koffi.decode(view.getBigUint64(start + deviceInfo.name, true), 'char', -1) as string;
      if (name !== wanted) continue;
      const open = koffi.load('libXi.so.6').func('XOpenDevice', 'uintptr_t', ['uintptr_t', 'ulong']);
      return open(display, view.getInt32(start + deviceInfo.device, true)) as Pointer;
    }
    throw new Error(`no "${wanted}"`);
  }
}
