import type { DrawingBoard, DrawingLook, DrawingSheet } from '@fjernhjelp/host';
import { ShapedDrawingSheet } from '../../drawing-sheet.ts';
import { XConnection } from '../connection.ts';
import { X11SheetCanvas } from './sheet-canvas.ts';

/** Where helpers point and draw: in windows over everything else, which clicks go through. They go with this program. */
export class X11DrawingBoard implements DrawingBoard {
  readonly #connection: XConnection;
  readonly #canvas: X11SheetCanvas;
  readonly #sheets = new Set<DrawingSheet>();

  /** @throws DesktopUnavailable "missing-library" | "no-display" */
  constructor(displayName?: string) {
    this.#connection = new XConnection(displayName);
    this.#canvas = new X11SheetCanvas(this.#connection);
  }

  open(look: DrawingLook): DrawingSheet {
    const sheet = new ShapedDrawingSheet(this.#canvas, look, () => this.#sheets.delete(sheet));
    this.#sheets.add(sheet);
    return sheet;
  }

  close(): void {
    for (const sheet of [...this.#sheets]) sheet.close();
    this.#connection.close();
  }
}
