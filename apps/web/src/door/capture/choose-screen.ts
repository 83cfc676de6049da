/** Why there is nothing to share. */
export type ShareProblem =
  /** The user closed the browser's dialog, or the browser or the organisation does not allow it. */
  | 'refused'
  /** The operating system keeps the screen from the browser (macOS: Privacy settings), or another program holds it. */
  | 'not-readable'
  /** Whatever it is, it is not the user's doing. */
  | 'failed';

/** What is shared: the whole screen, one window, or one tab of the browser; browsers that do not tell are taken to share a screen. */
export type SharedSurface = 'monitor' | 'window' | 'browser';

/** One choice that the user made in the browser's dialog. */
export interface SharedScreen {
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  readonly surface: SharedSurface;
}

/** Beyond TypeScript's types: what Chromium takes into account, and others ignore. */
interface DisplayOptions extends DisplayMediaStreamOptions {
  controller?: object;
  monitorTypeSurfaces: 'include';
  selfBrowserSurface: 'exclude';
  surfaceSwitching: 'include';
}

/** As many as the protocol takes. */
const most = { widthPx: 7680, heightPx: 4320 };
export const FRAMES_PER_SECOND = 30;

/**
 * Lets the user choose in the browser's own dialog. Must be called while a press of the user is handled.
 * @returns what was chosen, or why nothing was
 */
export async function chooseScreen(devices: MediaDevices): Promise<SharedScreen | ShareProblem> {
  const options: DisplayOptions = {
    audio: false,
    video: {
      width: { max: most.widthPx },
      height: { max: most.heightPx },
      frameRate: { max: FRAMES_PER_SECOND },
    },
    monitorTypeSurfaces: 'include',
    // A page that shares itself shows itself in itself.
    selfBrowserSurface: 'exclude',
    surfaceSwitching: 'include',
    ...stayHere(),
  };
  try {
    const stream = await devices.getDisplayMedia(options);
    const [track] = stream.getVideoTracks();
    if (track === undefined) return 'failed';
    // Small letters matter more than smooth films.
    track.contentHint = 'text';
    const { displaySurface } = track.getSettings() as { displaySurface?: SharedSurface };
    return { stream, track, surface: displaySurface ?? 'monitor' };
  } catch (error) {
    return problemOf(error);
  }
}

/** @returns what keeps the browser from bringing the shared window to the front: the user still has this page to read */
function stayHere(): { controller?: object } {
  const { CaptureController } = globalThis as {
    CaptureController?: new () => { setFocusBehavior?(behavior: 'no-focus-change'): void };
  };
  if (CaptureController === undefined) return {};
  const controller = new CaptureController();
  controller.setFocusBehavior?.('no-focus-change');
  return { controller };
}

function problemOf(error: unknown): ShareProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'AbortError') return 'refused';
  return name === 'NotReadableError' ? 'not-readable' : 'failed';
}
