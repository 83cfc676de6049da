import type { DrawingBoard, DrawingLook, DrawingSheet } from '@fjernhjelp/host';
import { ShapedDrawingSheet } from '../../drawing-sheet.ts';
import type { Libraries } from '../libraries.ts';
import type { Overlays } from './open-overlays.ts';
import { WindowsSheetCanvas } from './sheet-canvas.ts';

/** Where helpers point and draw. What they draw goes with this program. */
export class WindowsDrawingBoard implements DrawingBoard {
  readonly #canvas: WindowsSheetCanvas;
  readonly #sheets = new Set<DrawingSheet>();

  constructor(win: Libraries, overlays: Overlays) {
    this.#canvas = new WindowsSheetCanvas(win, overlays);
  }

  open(look: DrawingLook): DrawingSheet {
    const sheet = new ShapedDrawingSheet(this.#canvas, look, () => this.#sheets.delete(sheet));
    this.#sheets.add(sheet);
    return sheet;
  }

  close(): void {
    for (const sheet of [...this.#sheets]) sheet.close();
  }
}
