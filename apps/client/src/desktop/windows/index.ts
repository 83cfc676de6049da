import type { Capturer, Injector } from '@fjernhjelp/host';
import { WindowsCapturer } from './capturer.ts';
import { WindowsInjector } from './injector.ts';

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
