import type { Clock } from '@fjernhjelp/protocol';
import { FRAMES_PER_SECOND, type SharedScreen } from './choose-screen.ts';
import type { AskedFrame, ToCaptureWorker } from './worker-messages.ts';

/** Not in TypeScript's types: Chromium has it in pages. */
type TrackProcessor = new (options: {
  track: MediaStreamTrack;
  maxBufferSize: number;
}) => {
  readonly readable: ReadableStream<VideoFrame>;
};

/** Without an event for each frame (a page in the background has none), so often is there a look. */
const LOOK_MS = 100;
const RESTING_FRAMES_PER_SECOND = 4;

/**
 * Takes a track's frames to the worker: as they are where the browser has `MediaStreamTrackProcessor` (Chrome, Edge), else by way of
 * a video element (Firefox, Safari).
 * @param rests told when nothing has changed for a while, and when something does again, where every frame comes
 * @returns what ends it
 */
export function sendFrames(
  screen: SharedScreen,
  clock: Clock,
  post: (message: ToCaptureWorker, transfer: Transferable[]) => void,
  rests: (isResting: boolean) => void,
): () => void {
  const { port1, port2 } = new MessageChannel();
  const { MediaStreamTrackProcessor } = globalThis as { MediaStreamTrackProcessor?: TrackProcessor };
  if (MediaStreamTrackProcessor !== undefined) {
    // One: the newest, the others are dropped.
    const { readable } = new MediaStreamTrackProcessor({ track: screen.track, maxBufferSize: 1 });
    post({ type: 'stream', frames: readable, rest: port2 }, [readable, port2]);
    port1.onmessage = ({ data }: MessageEvent<boolean>) => {
      setResting(screen.track, data);
      rests(data);
    };
    return () => port1.close();
  }
  const answering = answerWithVideo(playHidden(screen.stream), port1, clock);
  post({ type: 'asked', port: port2 }, [port2]);
  return answering;
}

/**
 * Has the browser capture what rests less often: each picture costs it as much as one in which something moved. What ends the rest is seen with the
 * next of them.
 */
function setResting(track: MediaStreamTrack, isResting: boolean): void {
  const most = isResting ? RESTING_FRAMES_PER_SECOND : FRAMES_PER_SECOND;
  // A browser that does not do it, or a track that has just ended: then they come as they did.
  track.applyConstraints({ ...track.getConstraints(), frameRate: { max: most } }).catch(() => {});
}

/** @returns an element that shows the stream, for drawing from; not in the page */
export function playHidden(stream: MediaStream): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  // Over before it began: then nothing is drawn from it.
  void video.play().catch(() => {});
  return video;
}

/** Answers each "next" with the picture that the element shows, as soon as it is another one. */
function answerWithVideo(video: HTMLVideoElement, port: MessagePort, clock: Clock): () => void {
  let isEnded = false;
  let frames = 0;
  let answered = -1;
  let cancel = () => {};

  function count(): void {
    frames++;
    if (!isEnded) video.requestVideoFrameCallback(count);
  }
  if ('requestVideoFrameCallback' in video) count();

  async function answer(): Promise<void> {
    const isAnother = frames !== answered || document.hidden || !('requestVideoFrameCallback' in video);
    if (!isEnded && (!isAnother || video.videoWidth === 0)) {
      cancel = clock.schedule(document.hidden ? LOOK_MS : LOOK_MS / 4, () => void answer());
      return;
    }
    answered = frames;
    const picture: AskedFrame = isEnded ? null : await grab(video);
    port.postMessage(picture, picture === null ? [] : [picture]);
  }

  port.onmessage = () => void answer();
  return () => {
    isEnded = true;
    cancel();
    port.postMessage(null);
    video.srcObject = null;
  };
}

async function grab(video: HTMLVideoElement): Promise<VideoFrame | ImageBitmap> {
  try {
    // Nothing is drawn nor copied for it.
    return new VideoFrame(video);
  } catch {
    return createImageBitmap(video);
  }
}
