import type { ScreenFrame } from '@fjernhjelp/host';
import type { ScreenPlace } from '@fjernhjelp/protocol';
import { FRAME_COLOUR, frameEdges } from '../../frame-edges.ts';
import type { Overlays, ShapeOverlay } from './open-overlays.ts';

/** How often it comes above what has come over it: the task bar, other windows that want to be above all. */
const RAISE_MS = 2000;

/** Four thin windows at the edges of each screen, left out of the picture where Windows can. They go with this program. */
export class WindowsScreenFrame implements ScreenFrame {
  readonly #overlays: Overlays;
  readonly #screens: () => readonly ScreenPlace[];
  #edges: ShapeOverlay[] = [];
  #unwatch: (() => void) | undefined;
  #raising: ReturnType<typeof setInterval> | undefined;

  /** @param screens those that there are just now */
  constructor(overlays: Overlays, screens: () => readonly ScreenPlace[]) {
    this.#overlays = overlays;
    this.#screens = screens;
  }

  show(): void {
    if (this.#unwatch !== undefined) return;
    this.#unwatch = this.#overlays.watchScreens(() => this.#build());
    this.#raising = setInterval(() => this.#overlays.raise(), RAISE_MS);
    this.#raising.unref();
    this.#build();
  }

  hide(): void {
    this.#unwatch?.();
    this.#unwatch = undefined;
    clearInterval(this.#raising);
    this.#clear();
  }

  close(): void {
    this.hide();
  }

  #build(): void {
    this.#clear();
    this.#edges = this.#screens()
      .flatMap(frameEdges)
      .map(({ xPx, yPx, widthPx, heightPx }) => {
        const edge = this.#overlays.openShape(FRAME_COLOUR);
        edge.setShape([xPx, yPx, widthPx, heightPx]);
        return edge;
      });
  }

  #clear(): void {
    for (const edge of this.#edges.splice(0)) edge.destroy();
  }
}
