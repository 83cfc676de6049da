import type { Capturer, Clipboard, DrawingBoard, Injector, ScreenFrame } from '@fjernhjelp/host';
import type { ScreenPlace } from '@fjernhjelp/protocol';
import { createDrawingBoard } from '../drawing-board.ts';
import { WindowsCapturer } from './capture/capturer.ts';
import { WindowsClipboard } from './clipboard/clipboard.ts';
import { seeRealPixels } from './dpi.ts';
import { WindowsInjector } from './input/injector.ts';
import { loadLibraries } from './libraries.ts';
import { MonitorWatch } from './monitors.ts';
import { openOverlays } from './overlays/open-overlays.ts';
import { WindowsScreenFrame } from './overlays/screen-frame.ts';
import { WindowsSheetCanvas } from './overlays/sheet-canvas.ts';

export { openListener } from './listener/open-listener.ts';

/**
 * For the thread that calls it.
 * @throws DesktopUnavailable "missing-library" | "no-display"
 */
export function openWindowsCapturer(): Capturer {
  return new WindowsCapturer();
}

/** @throws DesktopUnavailable "missing-library" */
export function openWindowsInjector(): Injector {
  return new WindowsInjector();
}

/** What the user sees of a session over all their programs. */
export interface WindowsOverlays {
  readonly drawingBoard: DrawingBoard;
  readonly screenFrame: ScreenFrame;
  close(): void;
}

/** @throws DesktopUnavailable "missing-library" */
export function openWindowsOverlays(): WindowsOverlays {
  const win = loadLibraries();
  const overlays = openOverlays();
  const drawingBoard = createDrawingBoard(new WindowsSheetCanvas(win, overlays));
  const screenFrame = new WindowsScreenFrame(overlays, readWindowsScreens);
  return {
    drawingBoard,
    screenFrame,
    close() {
      screenFrame.close();
      drawingBoard.close();
      overlays.close();
    },
  };
}

export function openWindowsClipboard(): Clipboard {
  return new WindowsClipboard();
}

/** @throws DesktopUnavailable "missing-library" */
export function readWindowsScreens(): readonly ScreenPlace[] {
  const win = loadLibraries();
  seeRealPixels(win);
  return new MonitorWatch(win).screens;
}
