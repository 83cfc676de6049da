import type { Capturer, Clipboard, DrawingBoard, Injector, ScreenFrame } from '@fjernhjelp/host';
import { createDrawingBoard } from '../drawing-board.ts';
import { X11Capturer } from './capture/capturer.ts';
import { X11Clipboard } from './clipboard/clipboard.ts';
import { XConnection } from './connection.ts';
import { X11Injector } from './input/injector.ts';
import { openUserInput, type X11UserInput } from './input/user-input.ts';
import { X11ScreenFrame } from './overlays/screen-frame.ts';
import { X11SheetCanvas } from './overlays/sheet-canvas.ts';

export { probeX11 } from './probe.ts';
export { readX11Screens } from './read-screens.ts';

/**
 * For the thread that calls it: a connection of its own.
 * @param displayName as in DISPLAY, which it defaults to
 * @throws DesktopUnavailable "missing-library" | "no-display" | "unsupported-screen"
 */
export function openX11Capturer(displayName?: string): Capturer {
  return new X11Capturer(displayName);
}

/** @throws DesktopUnavailable "missing-library" | "no-display" */
export function openX11Injector(displayName?: string): Injector {
  return new X11Injector(displayName);
}

/**
 * @returns undefined where the user's own input cannot be told from the helper's
 * @throws DesktopUnavailable "missing-library" | "no-display"
 */
export function openX11UserInput(displayName?: string): X11UserInput | undefined {
  return openUserInput(displayName);
}

/** @throws DesktopUnavailable "missing-library" | "no-display" */
export function openX11DrawingBoard(displayName?: string): DrawingBoard {
  const connection = new XConnection(displayName);
  return createDrawingBoard(new X11SheetCanvas(connection), () => connection.close());
}

/** @throws DesktopUnavailable "missing-library" | "no-display" | "display-lost" */
export function openX11ScreenFrame(displayName?: string): ScreenFrame {
  return new X11ScreenFrame(displayName);
}

/** @throws DesktopUnavailable "missing-library" | "no-display" | "no-extension" */
export function openX11Clipboard(displayName?: string, patienceMs?: number): Clipboard {
  return new X11Clipboard(displayName, patienceMs);
}
