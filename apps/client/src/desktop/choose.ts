import type { Capturer, Injector, PointerMark } from '@fjernhjelp/host';
import { StartProblem } from '../start-problem.ts';
import { DesktopUnavailable } from './errors.ts';
import type { DesktopEvent } from './events.ts';
import { openListener, openWindowsCapturer, openWindowsInjector } from './windows/index.ts';
import { openX11Capturer, openX11Injector, openX11PointerMark, probeX11 } from './x11/index.ts';

/** What the main thread needs of a desktop. This file alone knows which one it is. */
export interface Desktop {
  readonly injector: Injector;
  readonly pointerMark: PointerMark;
  /** Hears from now on what becomes of the desktop; X11 tells nothing. */
  watch(listener: (event: DesktopEvent) => void): void;
  /** Lets go of everything held and leaves the desktop. May be called twice. */
  close(): void;
}

const isWindows = process.platform === 'win32';

/** @throws StartProblem when this desktop cannot be shared or steered */
export function openDesktop(env: NodeJS.ProcessEnv): Desktop {
  try {
    return isWindows ? openWindows() : openX11(env);
  } catch (error) {
    throw error instanceof DesktopUnavailable ? problemOf(error) : error;
  }
}

/** For the worker that reads the screen. */
export function openCapturer(env: NodeJS.ProcessEnv): Capturer {
  return isWindows ? openWindowsCapturer() : openX11Capturer(env['DISPLAY']);
}

function openWindows(): Desktop {
  const injector = openWindowsInjector();
  const listener = openListener();
  return {
    injector,
    pointerMark: listener.pointerMark,
    watch: listener.watch,
    close() {
      listener.close();
      injector.close();
    },
  };
}

function openX11(env: NodeJS.ProcessEnv): Desktop {
  probeX11(env);
  const injector = openX11Injector(env['DISPLAY']);
  const pointerMark = openX11PointerMark(env['DISPLAY']);
  return {
    injector,
    pointerMark,
    watch() {},
    close() {
      pointerMark.close();
      injector.close();
    },
  };
}

function problemOf(error: DesktopUnavailable): StartProblem {
  const detail = error.detail ?? '';
  switch (error.code) {
    case 'wayland':
    case 'no-display':
      return new StartProblem(error.code, {}, { cause: error });
    case 'missing-library':
      return new StartProblem('library-missing', { library: detail }, { cause: error });
    case 'no-extension':
      return new StartProblem('extension-missing', { extension: detail }, { cause: error });
    default:
      return new StartProblem('screen-unusable', { code: error.message }, { cause: error });
  }
}
