import type { Clock } from '@fjernhjelp/protocol';
import { playHidden } from '../capture/send-frames.ts';
import type { PageBoard } from './page-board.ts';
import { paintBoard } from './paint-board.ts';

/** A live small copy of what is shared, with what helpers show on it. */
export interface SmallCopy {
  /** @param stream what is shared now; undefined: nothing, the copy is empty */
  setStream(stream: MediaStream | undefined): void;
  /** While nothing of it changes the picture is not drawn again: a browser makes colours of the whole screen for each small one. */
  setResting(isResting: boolean): void;
  /** @returns what ends it: the canvas is drawn on from now on, in whatever document it is */
  drawOn(canvas: HTMLCanvasElement): () => void;
  close(): void;
}

/** How often the picture is another one; what helpers show is drawn at once. More would be a film of itself where it is on the shared screen. */
const PICTURE_MS = 500;
/** The longer side of a copy. */
const SIDE_PX = 640;

export function createSmallCopy(board: PageBoard, clock: Clock): SmallCopy {
  const canvases = new Set<HTMLCanvasElement>();
  /** Those that do not show the newest picture. */
  const behind = new Set<HTMLCanvasElement>();
  let isResting = false;
  let video: HTMLVideoElement | undefined;
  let cancelNext: (() => void) | undefined;
  let isDue = false;

  function draw(wanted: ReadonlySet<HTMLCanvasElement>): void {
    if (video === undefined || video.videoWidth === 0) return;
    const { videoWidth, videoHeight } = video;
    const scale = Math.min(1, SIDE_PX / Math.max(videoWidth, videoHeight));
    const width = Math.max(1, Math.round(videoWidth * scale));
    const height = Math.max(1, Math.round(videoHeight * scale));
    for (const canvas of wanted) {
      behind.add(canvas);
      if (!isSeen(canvas)) continue;
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
      const context = canvas.getContext('2d', { alpha: false });
      if (context === null) continue;
      context.imageSmoothingQuality = 'medium';
      context.drawImage(video, 0, 0, width, height);
      paintBoard(context, board.sheets, scale);
      behind.delete(canvas);
    }
  }

  function next(): void {
    cancelNext = undefined;
    if (canvases.size === 0 || video === undefined) return;
    draw(isResting ? behind : canvases);
    cancelNext = clock.schedule(PICTURE_MS, next);
  }

  function start(): void {
    if (cancelNext === undefined) next();
  }

  const stopHearing = board.subscribe(() => {
    if (isDue) return;
    isDue = true;
    // Many moves in one turn are one drawing.
    queueMicrotask(() => {
      isDue = false;
      draw(canvases);
    });
  });

  function setStream(stream: MediaStream | undefined): void {
    if (video !== undefined) video.srcObject = null;
    video = stream && playHidden(stream);
    isResting = false;
    video?.addEventListener('loadeddata', () => draw(canvases));
    start();
  }

  return {
    setStream,
    setResting(next) {
      isResting = next;
    },
    drawOn(canvas) {
      canvases.add(canvas);
      behind.add(canvas);
      start();
      return () => {
        canvases.delete(canvas);
        behind.delete(canvas);
      };
    },
    close() {
      setStream(undefined);
      cancelNext?.();
      stopHearing();
      canvases.clear();
    },
  };
}

/** One that is in no page is what a video over all windows is made of. */
function isSeen({ isConnected, ownerDocument }: HTMLCanvasElement): boolean {
  return !isConnected || !ownerDocument.hidden;
}
