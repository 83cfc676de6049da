import type { Capturer, Clipboard, DrawingBoard, Injector } from '@fjernhjelp/host';
import type { ScreenPlace } from '@fjernhjelp/protocol';
import { WindowsCapturer } from './capturer.ts';
import { WindowsClipboard } from './clipboard/clipboard.ts';
import { seeRealPixels } from './dpi.ts';
import { WindowsDrawingBoard } from './drawing-board.ts';
import { WindowsInjector } from './injector.ts';
import { loadLibraries } from './libraries.ts';
import type { Listener } from './listener/open-listener.ts';
import { MonitorWatch } from './monitors.ts';

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

export function openWindowsDrawingBoard(listener: Listener): DrawingBoard {
  return new WindowsDrawingBoard(listener.pointerMark);
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
