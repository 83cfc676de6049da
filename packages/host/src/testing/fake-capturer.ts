import type { CursorShape, Move, Obstacle, PointerPlace, Rect, ScreenPlace } from '@fjernhjelp/protocol';
import { LaterDamage } from '../picture/later-damage.ts';
import type { Captured, Capturer, Frame } from '../ports.ts';

const BYTES_PER_PIXEL = 4;

interface FakeScreen {
  readonly place: ScreenPlace;
  /** BGRX. */
  readonly pixels: Uint8Array;
  damage: Rect[];
  moves: Move[];
  readonly later: LaterDamage;
}

export interface FakeCapturerOptions {
  /**
   * exact: what was painted, as XDamage · moves: and copies, as Desktop Duplication · none: all of a screen may have changed · rows: those that
   * are not as in the frame, as GDI
   */
  readonly tells?: 'exact' | 'moves' | 'none' | 'rows';
}

/** Screens that the test paints. As with real ones, damage is told once and waits until it is taken. */
export class FakeCapturer implements Capturer {
  /** How often `capture` was called. */
  captures = 0;
  closed = false;
  obstacle: Obstacle | undefined;
  #screens: readonly FakeScreen[];
  #places: readonly ScreenPlace[];
  #cursor: CursorShape | undefined;
  #pointer: PointerPlace | undefined;
  #lost: Error | undefined;
  #hasNews = true;
  #waiter: PromiseWithResolvers<void> | undefined;

  readonly #tells: NonNullable<FakeCapturerOptions['tells']>;

  /** One screen to begin with, number 0. */
  constructor(widthPx: number, heightPx: number, { tells = 'exact' }: FakeCapturerOptions = {}) {
    this.#tells = tells;
    this.#screens = [blackScreen({ screen: 0, xPx: 0, yPx: 0, widthPx, heightPx, name: '' })];
    this.#places = this.#screens.map(({ place }) => place);
  }

  get screens(): readonly ScreenPlace[] {
    return this.#places;
  }

  wait(): Promise<void> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    this.#waiter ??= Promise.withResolvers<void>();
    const { promise } = this.#waiter;
    if (this.#hasNews) this.#tell();
    return promise;
  }

  capture(number: number, frame: Frame, isFresh: boolean, mostPx?: number): Captured | 'resized' | 'gone' {
    this.captures++;
    if (this.#lost !== undefined) throw this.#lost;
    const screen = this.#screens.find(({ place }) => place.screen === number);
    if (screen === undefined) return 'gone';
    const { widthPx, heightPx } = screen.place;
    if (frame.widthPx !== widthPx || frame.heightPx !== heightPx) return 'resized';
    const isBlind = isFresh || this.#tells === 'none';
    const told = this.#tells === 'rows' ? changedRows(screen, frame) : screen.damage;
    const changed = {
      damage: isBlind ? [{ xPx: 0, yPx: 0, widthPx, heightPx }] : told,
      moves: isBlind ? [] : screen.moves,
    };
    screen.damage = [];
    screen.moves = [];
    // What is compared is found again.
    const later = this.#tells === 'rows' ? new LaterDamage() : screen.later;
    const captured = later.take(changed, mostPx);
    for (const rect of [...captured.damage, ...captured.moves.map(({ rect }) => rect)]) {
      for (let row = rect.yPx; row < rect.yPx + rect.heightPx; row++) {
        const start = (row * widthPx + rect.xPx) * BYTES_PER_PIXEL;
        frame.pixels.set(screen.pixels.subarray(start, start + rect.widthPx * BYTES_PER_PIXEL), start);
      }
    }
    return captured;
  }

  takeCursor(): CursorShape | undefined {
    const cursor = this.#cursor;
    this.#cursor = undefined;
    return cursor;
  }

  takePointer(): PointerPlace | undefined {
    const pointer = this.#pointer;
    this.#pointer = undefined;
    return pointer;
  }

  close(): void {
    this.closed = true;
    this.#waiter?.reject(new Error('closed'));
    this.#waiter = undefined;
  }

  /** Paints a pattern that `patternAt` tells. */
  paint(rect: Rect, seed: number, screen = 0): void {
    const { place, pixels } = this.#screen(screen);
    for (let y = rect.yPx; y < rect.yPx + rect.heightPx; y++) {
      for (let x = rect.xPx; x < rect.xPx + rect.widthPx; x++) {
        const [red, green, blue] = patternAt(x, y, seed);
        pixels.set([blue, green, red, 0], (y * place.widthPx + x) * BYTES_PER_PIXEL);
      }
    }
    this.damage(rect, screen);
  }

  /** Copies a rect to another place, as a scroll or a dragged window does; told as a move where there was no damage before. */
  move(from: Rect, toXPx: number, toYPx: number, screen = 0): void {
    const { place, pixels, damage, moves } = this.#screen(screen);
    const rows = Array.from({ length: from.heightPx }, (_, y) => {
      const start = ((from.yPx + y) * place.widthPx + from.xPx) * BYTES_PER_PIXEL;
      return pixels.slice(start, start + from.widthPx * BYTES_PER_PIXEL);
    });
    for (const [y, row] of rows.entries())
      pixels.set(row, ((toYPx + y) * place.widthPx + toXPx) * BYTES_PER_PIXEL);
    const rect = { ...from, xPx: toXPx, yPx: toYPx };
    if (this.#tells === 'moves' && damage.length === 0)
      moves.push({ rect, fromXPx: from.xPx, fromYPx: from.yPx });
    else damage.push(rect);
    this.#tell();
  }

  /** What a viewer of the screen should see: BGRX. */
  pixelsOf(screen: number): Uint8Array {
    return this.#screen(screen).pixels;
  }

  /** Says that something may have changed; nothing has. */
  damage(rect: Rect, screen = 0): void {
    this.#screen(screen).damage.push(rect);
    this.#tell();
  }

  /** The first screen has another size, and is black. */
  resize(widthPx: number, heightPx: number): void {
    const [first, ...rest] = this.#places;
    this.setScreens([{ ...first!, widthPx, heightPx }, ...rest]);
  }

  /** These screens are there from now on; those that are new or have another size are black. */
  setScreens(places: readonly ScreenPlace[]): void {
    this.#screens = places.map((place) => {
      const before = this.#screens.find((screen) => screen.place.screen === place.screen);
      const stays = before?.place.widthPx === place.widthPx && before.place.heightPx === place.heightPx;
      if (stays) return { ...before, place };
      // Also when it has the size again that somebody has a frame of.
      const { widthPx, heightPx } = place;
      return { ...blackScreen(place), damage: [{ xPx: 0, yPx: 0, widthPx, heightPx }] };
    });
    this.#places = places;
    this.#tell();
  }

  setCursor(shape: CursorShape): void {
    this.#cursor = shape;
    this.#tell();
  }

  movePointer(place: PointerPlace): void {
    this.#pointer = place;
    this.#tell();
  }

  setObstacle(obstacle: Obstacle | undefined): void {
    this.obstacle = obstacle;
    this.#tell();
  }

  lose(error: Error): void {
    this.#lost = error;
    this.#waiter?.reject(error);
    this.#waiter = undefined;
  }

  #screen(number: number): FakeScreen {
    const screen = this.#screens.find(({ place }) => place.screen === number);
    if (screen === undefined) throw new Error(`there is no screen ${number}`);
    return screen;
  }

  #tell(): void {
    this.#hasNews = this.#waiter === undefined;
    this.#waiter?.resolve();
    this.#waiter = undefined;
  }
}

function blackScreen(place: ScreenPlace): FakeScreen {
  const pixels = new Uint8Array(place.widthPx * place.heightPx * BYTES_PER_PIXEL);
  return { place, pixels, damage: [], moves: [], later: new LaterDamage() };
}

function changedRows({ pixels }: FakeScreen, { widthPx, heightPx, pixels: before }: Frame): Rect[] {
  const rowBytes = widthPx * BYTES_PER_PIXEL;
  const rows: Rect[] = [];
  for (let yPx = 0; yPx < heightPx; yPx++) {
    const start = yPx * rowBytes;
    const now = pixels.subarray(start, start + rowBytes);
    if (now.every((byte, i) => byte === before[start + i])) continue;
    const last = rows.at(-1);
    if (last !== undefined && last.yPx + last.heightPx === yPx) last.heightPx++;
    else rows.push({ xPx: 0, yPx, widthPx, heightPx: 1 });
  }
  return rows;
}

/** @returns red, green and blue of a pixel that was painted with this seed: 0 is black */
export function patternAt(xPx: number, yPx: number, seed: number): readonly [number, number, number] {
  return [(seed * (xPx + 1)) & 255, (seed * (yPx + 3)) & 255, (seed * 7 * ((xPx ^ yPx) + 1)) & 255];
}
