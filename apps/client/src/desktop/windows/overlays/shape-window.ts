import type { Pointer } from '../libraries.ts';
import type { WindowLibraries } from '../window-thread/libraries.ts';
import type { OverlayLibraries } from './libraries.ts';
import { OverlayWindow } from './overlay-window.ts';
import { regionData } from './region-data.ts';

/** Of WNDCLASSEXW. */
const CLASS_BYTES = 80;
const ALPHA = 2;
const OPAQUE = 255;
const OR = 2;
const COPY = 5;
const EMPTY = 1;
/** RDW_…: all of it, from its ground on, now. */
const REPAINT = 0x1 | 0x4 | 0x100;

/** Window classes that the system itself paints in one colour each: nothing of ours is called for it. */
export class ColourClasses {
  readonly #win: OverlayLibraries;
  readonly #names = new Map<number, string>();

  constructor(win: OverlayLibraries) {
    this.#win = win;
  }

  /** @param colour 0xRRGGBB @returns the class's name */
  of(colour: number): string {
    const known = this.#names.get(colour);
    if (known !== undefined) return known;
    const name = `Fjernhjelp ${colour.toString(16).padStart(6, '0')}`;
    const user = this.#win.GetModuleHandleW('user32.dll');
    this.#win.RegisterClassExW({
      cbSize: CLASS_BYTES,
      lpfnWndProc: user && this.#win.GetProcAddress(user, 'DefWindowProcW'),
      hInstance: this.#win.GetModuleHandleW(null),
      hbrBackground: this.#win.CreateSolidBrush(blueGreenRed(colour)),
      lpszClassName: name,
    });
    this.#names.set(colour, name);
    return name;
  }
}

/** COLORREF. */
const blueGreenRed = (colour: number) =>
  ((colour & 0xff) << 16) | (colour & 0xff00) | ((colour >> 16) & 0xff);

/** A window of one colour of which there is only what its shape covers: it is no larger than that. */
export class ShapeWindow {
  readonly #win: WindowLibraries;
  readonly #gdi: OverlayLibraries;
  readonly #classes: ColourClasses;
  /** In the desktop's pixels. */
  readonly #region: Pointer | null;
  #window: OverlayWindow;

  constructor(win: WindowLibraries, gdi: OverlayLibraries, classes: ColourClasses, colour: number) {
    this.#win = win;
    this.#gdi = gdi;
    this.#classes = classes;
    this.#region = gdi.CreateRectRgn(0, 0, 0, 0);
    this.#window = this.#open(colour);
  }

  setColour(colour: number): void {
    const before = this.#window;
    this.#window = this.#open(colour);
    this.#show();
    before.destroy();
  }

  /** @param isMore what there was stays */
  setRows(rows: Int32Array, isMore: boolean): void {
    if (this.#region === null) return;
    const data = regionData(rows);
    const added = this.#gdi.ExtCreateRegion(null, data.length, data);
    if (added === null) return;
    this.#gdi.CombineRgn(this.#region, isMore ? this.#region : added, added, OR);
    this.#gdi.DeleteObject(added);
    this.#show();
  }

  hide(): void {
    this.#window.hide();
  }

  raise(): void {
    this.#window.raise();
  }

  destroy(): void {
    this.#window.destroy();
    if (this.#region !== null) this.#gdi.DeleteObject(this.#region);
  }

  #open(colour: number): OverlayWindow {
    const window = new OverlayWindow(this.#win, this.#classes.of(colour));
    if (window.handle !== null) this.#gdi.SetLayeredWindowAttributes(window.handle, 0, OPAQUE, ALPHA);
    return window;
  }

  #show(): void {
    if (this.#region === null || this.#window.handle === null) return;
    const box = new Int32Array(4);
    if (this.#gdi.GetRgnBox(this.#region, box) <= EMPTY) {
      this.#window.hide();
      return;
    }
    const [left = 0, top = 0, right = 0, bottom = 0] = box;
    const own = this.#gdi.CreateRectRgn(0, 0, 0, 0);
    if (own === null) return;
    this.#gdi.CombineRgn(own, this.#region, null, COPY);
    this.#gdi.OffsetRgn(own, -left, -top);
    this.#gdi.SetWindowRgn(this.#window.handle, own, 1);
    this.#window.show(left, top, { widthPx: right - left, heightPx: bottom - top });
    this.#gdi.RedrawWindow(this.#window.handle, null, null, REPAINT);
  }
}
