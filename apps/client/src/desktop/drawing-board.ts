import type { DrawingBoard, DrawingSheet } from '@fjernhjelp/host';
import { ShapedDrawingSheet, type SheetCanvas } from './drawing-sheet.ts';

/**
 * Where helpers point and draw. What they draw goes with this program.
 * @param closed the sheets are no more, and the canvas is not needed
 */
export function createDrawingBoard(canvas: SheetCanvas, closed = () => {}): DrawingBoard {
  const sheets = new Set<DrawingSheet>();
  return {
    open(look) {
      const sheet = new ShapedDrawingSheet(canvas, look, () => sheets.delete(sheet));
      sheets.add(sheet);
      return sheet;
    },
    close() {
      for (const sheet of [...sheets]) sheet.close();
      closed();
    },
  };
}
