import type { Libraries } from './libraries.ts';

const PER_MONITOR_V2 = -4;
const PER_MONITOR = -3;
/** PROCESS_PER_MONITOR_DPI_AWARE of Windows 8.1. */
const PROCESS_PER_MONITOR = 2;

/**
 * Makes the whole process see every monitor's real pixels (per-monitor DPI awareness, version 2 where there is one), or Windows
 * would hand it a scaled picture and scaled coordinates. To be called before any window is made. Where the program's own
 * manifest has decided already, the call is refused, and the manifest counts.
 */
export function seeRealPixels(win: Libraries): void {
  for (const context of [PER_MONITOR_V2, PER_MONITOR])
    if (win.SetProcessDpiAwarenessContext?.(context)) return;
  win.SetProcessDpiAwareness?.(PROCESS_PER_MONITOR);
}
