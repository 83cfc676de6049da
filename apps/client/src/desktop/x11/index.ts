import type { Capturer, Clipboard, Injector, PointerMark } from '@fjernhjelp/host';
import { X11Capturer } from './capturer.ts';
import { X11Clipboard } from './clipboard/clipboard.ts';
import { X11Injector } from './injector.ts';
import { X11PointerMark } from './pointer-mark.ts';

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

/** @throws DesktopUnavailable "missing-library" | "no-display" */
export function openX11PointerMark(displayName?: string): PointerMark {
  return new X11PointerMark(displayName);
}

/** @throws DesktopUnavailable "missing-library" | "no-display" | "no-extension" */
export function openX11Clipboard(displayName?: string, patienceMs?: number): Clipboard {
  return new X11Clipboard(displayName, patienceMs);
}
