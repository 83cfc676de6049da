import type { Bytes, Rect, ScreenSize } from '@fjernhjelp/protocol';
import { isFreshMemoryDear } from './fresh-memory.ts';
import { createPixelPutter, type PixelPutter } from './pixel-putter.ts';
import { bandsOf, createQuietBands } from './quiet-bands.ts';
import { createStillPicture, type StillPicture } from './still-picture.ts';

/** One screen's picture on a page. What is put is seen, though not always by its canvas, which may be behind (docs/decisions/0007). */
export interface ShownPicture extends PixelPutter {
  /** Put where the picture belongs, and hidden until somebody makes it visible. */
  readonly element: HTMLElement;
  /** Whether each pixel of the picture is a whole number of the page's: where it is not, several canvases would show seams. */
  setCrisp(isCrisp: boolean): void;
  close(): void;
}

/** A still picture is copied into fresh memory twice: where that is dear it costs more than it saves, and all at once. Of the machine. */
let paysStill: boolean | undefined;

export function createShownPicture(page: Document): ShownPicture {
  // Now, and not when it is wanted: then somebody is typing.
  paysStill ??= !isFreshMemoryDear();
  const element = page.createElement('div');
  element.setAttribute('aria-hidden', 'true');
  Object.assign(element.style, { position: 'absolute', visibility: 'hidden' });
  const canvas = page.createElement('canvas');
  Object.assign(canvas.style, { position: 'absolute', width: '100%', height: '100%' });
  element.append(canvas);
  const putter = createPixelPutter(canvas);
  const quiet = createQuietBands();
  let isCrisp = false;
  let still: StillPicture | undefined;
  /** Whoever began before the last one is too late. */
  let begun = 0;

  function showWhole(): void {
    begun += 1;
    if (still === undefined) return;
    // Before the canvas is drawn on: it shares its pixels with the picture, and would be copied.
    still.forget();
    still.drawOn(putter);
    canvas.style.visibility = '';
    still.element.remove();
    still = undefined;
  }

  /** Takes a moment, in which nothing may change. */
  async function standStill(): Promise<void> {
    begun += 1;
    const own = begun;
    const made = await createStillPicture(canvas).catch(() => undefined);
    if (own !== begun) return made?.forget();
    if (made === undefined) return;
    still = made;
    canvas.after(made.element);
    canvas.style.visibility = 'hidden';
  }

  function startAgain(): void {
    quiet.reset();
    showWhole();
  }

  return {
    element,
    canvas,
    drawn() {
      still?.drawOn(putter);
      return canvas;
    },
    setCrisp(next) {
      if (next === isCrisp) return;
      isCrisp = next;
      startAgain();
    },
    resize(size: ScreenSize) {
      startAgain();
      putter.resize(size);
    },
    copy(from, atYPx) {
      startAgain();
      putter.copy(from, atYPx);
    },
    put(rects: readonly Rect[], pixels: Bytes) {
      // Then nothing stands still.
      if (!isCrisp) return putter.put(rects, pixels);
      const bands = bandsOf(rects);
      const isStill = quiet.changed(bands);
      if (isStill && still !== undefined) return still.put(bands, rects, pixels);
      showWhole();
      putter.put(rects, pixels);
      if (isStill && paysStill) void standStill();
    },
    close() {
      showWhole();
      element.remove();
    },
  };
}
