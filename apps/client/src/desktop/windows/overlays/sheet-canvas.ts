import type { SheetCanvas, SheetRing } from '../../drawing-sheet.ts';
import type { Place } from '../../strokes.ts';
import type { Libraries } from '../libraries.ts';
import { virtualScreen } from '../monitors.ts';
import { LabelWriter } from './label.ts';
import type { Overlays, PictureOverlay, ShapeOverlay } from './open-overlays.ts';
import { RING_CENTRE_PX, ringPicture } from './ring-picture.ts';

/** From the place that is pointed at to the name beside it. */
const NAME_AWAY_PX = 16;

/** Draws with layered windows. */
export class WindowsSheetCanvas implements SheetCanvas {
  readonly #win: Libraries;
  readonly #overlays: Overlays;
  readonly #writer: LabelWriter;

  constructor(win: Libraries, overlays: Overlays) {
    this.#win = win;
    this.#overlays = overlays;
    this.#writer = new LabelWriter(win);
  }

  openLayer(colour: number): ShapeOverlay {
    return this.#overlays.openShape(colour);
  }

  openText(text: string, sizePx: number, colour: number, at: Place): PictureOverlay | undefined {
    const label = this.#writer.write(text, sizePx, colour);
    const window = label && this.#overlays.openPicture(label);
    window?.show(at.xPx, at.yPx);
    return window;
  }

  openRing(colour: number, name: string, nameSizePx: number): SheetRing {
    const label = this.#writer.write(name, nameSizePx, colour);
    const nameWindow = label && this.#overlays.openPicture(label);
    const ring = this.#overlays.openPicture(ringPicture(colour));
    return {
      show: (xPx, yPx) => {
        if (label !== undefined) {
          const { left, top } = this.#besides(xPx, yPx, label);
          nameWindow?.show(left, top);
        }
        ring.show(xPx - RING_CENTRE_PX, yPx - RING_CENTRE_PX);
      },
      hide() {
        ring.hide();
        nameWindow?.hide();
      },
      destroy() {
        ring.destroy();
        nameWindow?.destroy();
      },
    };
  }

  run(task: () => void): void {
    task();
  }

  /** Right of the place, left of it where there is no room; always on the desktop. */
  #besides(xPx: number, yPx: number, { widthPx, heightPx }: { widthPx: number; heightPx: number }) {
    const desktop = virtualScreen(this.#win);
    const isRoomRight = xPx + NAME_AWAY_PX + widthPx <= desktop.xPx + desktop.widthPx;
    const lowest = desktop.yPx + desktop.heightPx - heightPx;
    return {
      left: isRoomRight ? xPx + NAME_AWAY_PX : xPx - NAME_AWAY_PX - widthPx,
      top: Math.max(desktop.yPx, Math.min(yPx - Math.floor(heightPx / 2), lowest)),
    };
  }
}
