import type { DrawingBoard, DrawingLook, DrawingSheet, PointerMark } from '@fjernhjelp/host';

/**
 * Shows where helpers point with the one mark that there is: of several helpers the one who pointed last has it. What is drawn is
 * not shown, and the mark has neither the helper's colour nor their name (docs/windows.md).
 */
export class WindowsDrawingBoard implements DrawingBoard {
  readonly #mark: PointerMark;
  #shownBy: DrawingSheet | undefined;

  /** @param mark closed with the board */
  constructor(mark: PointerMark) {
    this.#mark = mark;
  }

  open(_look: DrawingLook): DrawingSheet {
    const hide = () => {
      if (this.#shownBy !== sheet) return;
      this.#shownBy = undefined;
      this.#mark.hide();
    };
    const sheet: DrawingSheet = {
      show: (xPx, yPx) => {
        this.#shownBy = sheet;
        this.#mark.show(xPx, yPx);
      },
      hide,
      close: hide,
      setLook() {},
      draw() {},
      extend() {},
      erase() {},
    };
    return sheet;
  }

  close(): void {
    this.#mark.close();
  }
}
