import { RecordingError, type RecordingFile, type RecordingProblem } from './recording-file.ts';
import { createReplay } from './replay.ts';
import { createStage } from './stage.ts';

export interface PlayerStatus {
  readonly timeMs: number;
  readonly isPlaying: boolean;
  readonly speed: number;
  /** Nothing can be shown from here on. */
  readonly problem?: RecordingProblem;
}

export interface PlayerPorts {
  file: RecordingFile;
  /** Fresh canvases of the page, one over the other; they take the picture's size. */
  picture: HTMLCanvasElement;
  pointer: HTMLCanvasElement;
  changed(status: PlayerStatus): void;
}

/** Shows a recording on the page. */
export interface Player {
  play(): void;
  pause(): void;
  /** @param timeMs moved into the recording */
  seek(timeMs: number): void;
  /** @param speed recorded seconds in a second */
  setSpeed(speed: number): void;
  close(): void;
}

/** Shows the beginning at once, and stands still there. */
export function createPlayer({ file, picture, pointer, changed }: PlayerPorts): Player {
  const stage = createStage(picture);
  const replay = createReplay(file, stage.target);
  let status: PlayerStatus = { timeMs: 0, isPlaying: false, speed: 1 };
  let shownMs: number | undefined;
  let isGoing = false;
  let isClosed = false;
  let isFrameAsked = false;
  /** Where the present stretch of playing began, in the recording and on the page's clock. */
  let from = { timeMs: 0, atMs: 0 };

  function set(changes: Partial<PlayerStatus>): void {
    if (isClosed) return;
    status = { ...status, ...changes };
    changed(status);
  }

  /** What is asked for meanwhile takes the place of what was asked for before. */
  async function go(): Promise<void> {
    if (isGoing) return;
    isGoing = true;
    try {
      while (shownMs !== status.timeMs && !isClosed) {
        const { timeMs } = status;
        await replay.goTo(timeMs);
        shownMs = timeMs;
        drawPointer();
      }
    } catch (error) {
      if (!(error instanceof RecordingError)) throw error;
      set({ isPlaying: false, problem: error.code });
    } finally {
      isGoing = false;
    }
  }

  function drawPointer(): void {
    const { size } = stage;
    const context = pointer.getContext('2d');
    if (size === undefined || context === null) return;
    // Setting a size clears it too.
    pointer.width = size.widthPx;
    pointer.height = size.heightPx;
    stage.drawPointer(context);
  }

  function begin(): void {
    from = { timeMs: status.timeMs, atMs: performance.now() };
  }

  function askForFrame(): void {
    if (isFrameAsked) return;
    isFrameAsked = true;
    requestAnimationFrame(frame);
  }

  function frame(): void {
    isFrameAsked = false;
    if (!status.isPlaying || isClosed) return;
    const timeMs = Math.min(
      file.lengthMs,
      Math.round(from.timeMs + (performance.now() - from.atMs) * status.speed),
    );
    set({ timeMs, isPlaying: timeMs < file.lengthMs });
    void go();
    askForFrame();
  }

  void go();
  return {
    play() {
      if (status.isPlaying || status.problem !== undefined) return;
      const isAtEnd = status.timeMs >= file.lengthMs;
      set({ isPlaying: true, ...(isAtEnd && { timeMs: 0 }) });
      begin();
      askForFrame();
    },
    pause: () => set({ isPlaying: false }),
    seek(timeMs) {
      const { problem: _, ...rest } = status;
      status = rest;
      set({ timeMs: Math.max(0, Math.min(file.lengthMs, Math.round(timeMs))) });
      begin();
      void go();
    },
    setSpeed(speed) {
      set({ speed });
      begin();
    },
    close() {
      isClosed = true;
    },
  };
}
