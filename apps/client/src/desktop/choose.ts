import type {
  Capturer,
  Clipboard,
  DrawingBoard,
  Injector,
  PauseKey,
  ScreenFrame,
  UserInput,
} from '@fjernhjelp/host';
import type { ScreenPlace } from '@fjernhjelp/protocol';
import { StartProblem } from '../start-problem.ts';
import { DesktopUnavailable } from './errors.ts';
import type { DesktopEvent } from './events.ts';
import {
  openListener,
  openWindowsCapturer,
  openWindowsClipboard,
  openWindowsInjector,
  openWindowsOverlays,
  readWindowsScreens,
} from './windows/index.ts';
import {
  openX11Capturer,
  openX11Clipboard,
  openX11DrawingBoard,
  openX11Injector,
  openX11ScreenFrame,
  openX11UserInput,
  probeX11,
  readX11Screens,
} from './x11/index.ts';

/** What the main thread needs of a desktop. This file alone knows which one it is. */
export interface Desktop {
  readonly clipboard: Clipboard;
  readonly injector: Injector;
  readonly drawingBoard: DrawingBoard;
  readonly screenFrame: ScreenFrame;
  /** Undefined where the user's own hand cannot be told from the helper's. */
  readonly userInput: UserInput | undefined;
  readonly pauseKey: PauseKey | undefined;
  /** Asks the system which screens there are just now. @throws DesktopUnavailable */
  screens(): readonly ScreenPlace[];
  /** Hears from now on what becomes of the desktop; X11 tells nothing. */
  watch(listener: (event: DesktopEvent) => void): void;
  /** Lets go of everything held and leaves the desktop. May be called twice. */
  close(): void;
}

const isWindows = process.platform === 'win32';

/** @throws StartProblem when this desktop cannot be shared or steered */
export function openDesktop(env: NodeJS.ProcessEnv): Desktop {
  try {
    return isWindows ? openWindows() : openX11(env['DISPLAY'], env);
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
  const clipboard = openWindowsClipboard();
  const overlays = openWindowsOverlays();
  return {
    clipboard,
    injector,
    drawingBoard: overlays.drawingBoard,
    screenFrame: overlays.screenFrame,
    userInput: listener.userInput,
    pauseKey: listener.pauseKey,
    screens: readWindowsScreens,
    watch: listener.watch,
    close() {
      clipboard.close();
      overlays.close();
      listener.close();
      injector.close();
    },
  };
}

function openX11(display: string | undefined, env: NodeJS.ProcessEnv): Desktop {
  probeX11(env);
  const injector = openX11Injector(display);
  const drawingBoard = openX11DrawingBoard(display);
  const screenFrame = openX11ScreenFrame(display);
  const user = openX11UserInput(display);
  const clipboard = openX11Clipboard(display);
  return {
    clipboard,
    injector,
    drawingBoard,
    screenFrame,
    userInput: user?.userInput,
    pauseKey: user?.pauseKey,
    screens: () => readX11Screens(display),
    watch() {},
    close() {
      clipboard.close();
      user?.close();
      screenFrame.close();
      drawingBoard.close();
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
