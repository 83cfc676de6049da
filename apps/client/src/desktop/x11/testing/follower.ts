import type { Capturer, Frame } from '@fjernhjelp/host';
import type { Rect } from '@fjernhjelp/protocol';
import type { Xvfb } from './xvfb.ts';

/** As in the worker. */
const SMALL_PX = 65_536;

/** What the worker does: waits, captures, every second time what is small first, and takes a new frame when the size changed. */
export class Follower {
  frame: Frame;
  readonly #capturer: Capturer;
  readonly #screen: number;
  readonly ended: Promise<unknown>;
  captures = 0;

  constructor(capturer: Capturer, screen = 0) {
    this.#capturer = capturer;
    this.#screen = screen;
    this.frame = newFrame(capturer, screen);
    this.ended = this.#follow().catch((error: unknown) => error);
  }

  async #follow(): Promise<never> {
    for (;;) {
      await this.#capturer.wait();
      if (this.captures % 2 > 0) this.#capturer.capture(this.#screen, this.frame, false, SMALL_PX);
      while (this.#capturer.capture(this.#screen, this.frame, false) === 'resized')
        this.frame = newFrame(this.#capturer, this.#screen);
      this.#capturer.takeCursor();
      this.#capturer.takePointer();
      this.captures++;
    }
  }
}

export function newFrame({ screens }: Capturer, number = 0): Frame {
  const { widthPx, heightPx } = screens.find(({ screen }) => screen === number)!;
  return { widthPx, heightPx, pixels: new Uint8Array(widthPx * heightPx * 4).fill(0xee) };
}

/** @returns what may have changed on the screen */
export function capture(capturer: Capturer, frame = newFrame(capturer), screen = 0): readonly Rect[] {
  const captured = capturer.capture(screen, frame, false);
  if (typeof captured === 'string') throw new Error(`the screen is ${captured}`);
  return captured.damage;
}

/** Takes all that there is, also what a server that has just started tells of itself a little later: what `wait` tells then is new. */
export async function takeAll(server: Xvfb, capturer: Capturer): Promise<void> {
  await capturer.wait();
  while (takeOnce(capturer)) await server.answersOthers();
}

/** @returns whether the wait has ended by the time that the server has answered others */
export async function hasEnded(server: Xvfb, wait: Promise<void>): Promise<boolean> {
  let ended = false;
  void wait.then(() => {
    ended = true;
  });
  await server.answersOthers();
  return ended;
}

/** @returns whether there was anything */
function takeOnce(capturer: Capturer): boolean {
  const damages = capturer.screens.map(({ screen }) => capture(capturer, newFrame(capturer, screen), screen));
  const [cursor, pointer] = [capturer.takeCursor(), capturer.takePointer()];
  return damages.some((damage) => damage.length > 0) || cursor !== undefined || pointer !== undefined;
}

/** Colours only: the fourth byte of a pixel means nothing. */
export function samePicture(a: Frame, b: Frame): boolean {
  if (a.widthPx !== b.widthPx || a.heightPx !== b.heightPx) return false;
  const left = new Uint32Array(a.pixels.buffer, a.pixels.byteOffset, a.pixels.length / 4);
  const right = new Uint32Array(b.pixels.buffer, b.pixels.byteOffset, b.pixels.length / 4);
  return left.every((pixel, index) => ((pixel ^ right[index]!) & 0xffffff) === 0);
}
