import { workerData } from 'node:worker_threads';
import { loadLibraries } from '../libraries.ts';
import { createHiddenWindow } from '../window-thread/hidden-window.ts';
import { loadWindowLibraries } from '../window-thread/libraries.ts';
import { serveWindow, type WindowThreadEnds } from '../window-thread/serve-window.ts';
import { loadOverlayLibraries } from './libraries.ts';
import type { OverlayWindow } from './overlay-window.ts';
import { openPictureWindow } from './picture-window.ts';
import type { FromOverlays, ToOverlays } from './protocol.ts';
import { ColourClasses, ShapeWindow } from './shape-window.ts';

/** Runs in a worker of its own, which has the windows over everything else: drawing many lines may take a while, and no input waits. */
const ends = workerData as WindowThreadEnds;
const DISPLAY_CHANGE = 0x007e;

const win = loadWindowLibraries();
const gdi = loadLibraries();
const shapes = loadOverlayLibraries();
const classes = new ColourClasses(shapes);
const windows = new Map<number, ShapeWindow | OverlayWindow>();

function ask(message: ToOverlays): void {
  if (message.type === 'raise') {
    for (const each of windows.values()) each.raise();
    return;
  }
  const window = windows.get(message.id);
  switch (message.type) {
    case 'shape':
      if (window instanceof ShapeWindow) window.setColour(message.colour);
      else windows.set(message.id, new ShapeWindow(win, shapes, classes, message.colour));
      break;
    case 'rows':
      if (window instanceof ShapeWindow) window.setRows(message.rows, message.isMore);
      break;
    case 'picture':
      window?.destroy();
      windows.set(message.id, openPictureWindow(win, gdi, message.picture));
      break;
    case 'place':
      if (!(window instanceof ShapeWindow)) window?.show(message.xPx, message.yPx);
      break;
    case 'hide':
      window?.hide();
      break;
    case 'drop':
      window?.destroy();
      windows.delete(message.id);
      break;
  }
}

serveWindow<ToOverlays>(win, ends, createHiddenWindow(win), () => ({
  heard(message) {
    if (message === DISPLAY_CHANGE) ends.port.postMessage({ type: 'screens-changed' } satisfies FromOverlays);
    return undefined;
  },
  asked: ask,
  closing() {
    for (const window of windows.values()) window.destroy();
  },
}));
