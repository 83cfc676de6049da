import type { Rect, ScreenPlace } from '@fjernhjelp/protocol';
import { type Monitor, placeScreens } from '../screens.ts';
import type { Libraries, Pointer } from './libraries.ts';
import { readWide } from './wide-text.ts';

/** MONITORINFOEXW. */
const monitorInfo = { sizeBytes: 104, size: 0, monitor: 4, flags: 36, device: 40 };
const PRIMARY = 1;
const CONTINUE = 1;
/** GetSystemMetrics. */
const metrics = { virtualX: 76, virtualY: 77, virtualWidth: 78, virtualHeight: 79 };

/** @returns all that the monitors together span, in real pixels; origin is the primary monitor's */
export function virtualScreen(win: Libraries): Rect {
  return {
    xPx: win.GetSystemMetrics(metrics.virtualX),
    yPx: win.GetSystemMetrics(metrics.virtualY),
    widthPx: win.GetSystemMetrics(metrics.virtualWidth),
    heightPx: win.GetSystemMetrics(metrics.virtualHeight),
  };
}

/** Follows which screens there are, each with its real pixels whatever its scaling. */
export class MonitorWatch {
  readonly #win: Libraries;
  #screens: readonly ScreenPlace[] = [];

  constructor(win: Libraries) {
    this.#win = win;
    this.refresh();
  }

  /** A new array whenever something of it changed. */
  get screens(): readonly ScreenPlace[] {
    return this.#screens;
  }

  /** Looks them up, which takes some microseconds. @returns whether something of them changed */
  refresh(): boolean {
    const desktop = virtualScreen(this.#win);
    // While a session is being connected or a monitor changes there may be none for a moment.
    if (desktop.widthPx <= 0 || desktop.heightPx <= 0) return false;
    const before = this.#screens;
    this.#screens = placeScreens(this.#readMonitors(), desktop, before);
    return this.#screens !== before;
  }

  #readMonitors(): Monitor[] {
    const monitors: Monitor[] = [];
    const each = (handle: Pointer): number => {
      const info = Buffer.alloc(monitorInfo.sizeBytes);
      info.writeUInt32LE(monitorInfo.sizeBytes, monitorInfo.size);
      if (this.#win.GetMonitorInfoW(handle, info)) monitors.push(readMonitor(info));
      return CONTINUE;
    };
    this.#win.EnumDisplayMonitors(null, null, each, 0);
    return monitors;
  }
}

/** @param info MONITORINFOEXW */
export function readMonitor(info: Buffer): Monitor {
  const [left, top, right, bottom] = [0, 4, 8, 12].map((at) => info.readInt32LE(monitorInfo.monitor + at));
  return {
    // "\\.\DISPLAY1"
    name: readWide(info.subarray(monitorInfo.device)).replace(/^\\\\\.\\/, ''),
    isPrimary: (info.readUInt32LE(monitorInfo.flags) & PRIMARY) !== 0,
    xPx: left!,
    yPx: top!,
    widthPx: right! - left!,
    heightPx: bottom! - top!,
  };
}
