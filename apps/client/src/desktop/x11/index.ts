import type { Capturer, Clipboard, DrawingBoard, Injector, ScreenFrame } from '@fjernhjelp/host';
import { X11Capturer } from './capture/capturer.ts';
import { X11Clipboard } from './clipboard/clipboard.ts';
import { X11Injector } from './input/injector.ts';
import { openUserInput, type X11UserInput } from './input/user-input.ts';
import { X11DrawingBoard } from './overlays/drawing-board.ts';
import { X11ScreenFrame } from './overlays/screen-frame.ts';

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
  return new X11DrawingBoard(displayName);
}

/** @throws DesktopUnavailable "missing-library" | "no-display" | "display-lost" */
export function openX11ScreenFrame(displayName?: string): ScreenFrame {
  return new X11ScreenFrame(displayName);
}

/** @throws DesktopUnavailable "missing-library" | "no-display" | "no-extension" */
export function openX11Clipboard(displayName?: string, patienceMs?: number): Clipboard {
  return new X11Clipboard(displayName, patienceMs);
}
