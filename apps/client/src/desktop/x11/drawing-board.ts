import type { DrawingBoard, DrawingLook, DrawingSheet } from '@fjernhjelp/host';
import { XConnection } from './connection.ts';
import { X11DrawingSheet } from './drawing-sheet.ts';
import { LabelWriter } from './label.ts';

/** Where helpers point and draw: in windows over everything else, which clicks go through. They go with this program. */
export class X11DrawingBoard implements DrawingBoard {
  readonly #connection: XConnection;
  readonly #writer: LabelWriter;
  readonly #sheets = new Set<DrawingSheet>();

  /** @throws DesktopUnavailable "missing-library" | "no-display" */
  constructor(displayName?: string) {
    this.#connection = new XConnection(displayName);
    this.#writer = new LabelWriter(this.#connection);
  }

  open(look: DrawingLook): DrawingSheet {
    const sheet = new X11DrawingSheet(this.#connection, this.#writer, look, () => this.#sheets.delete(sheet));
    this.#sheets.add(sheet);
    return sheet;
  }

  close(): void {
    for (const sheet of [...this.#sheets]) sheet.close();
    this.#connection.close();
  }
}
