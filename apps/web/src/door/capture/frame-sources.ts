import type { FrameSource } from './frames.ts';
import { frameOf } from './read-pixels.ts';
import type { AskedFrame } from './worker-messages.ts';

/** Frames as the browser makes them. Those that are not read in time are dropped by it. @param setResting asks it for fewer */
export function readStream(
  frames: ReadableStream<VideoFrame>,
  setResting: (isResting: boolean) => void,
): FrameSource {
  const reader = frames.getReader();
  return {
    async next() {
      const { value } = await reader.read();
      return value && frameOf(value);
    },
    setResting,
    // The other end is gone already: nothing is left to close.
    close: () => void reader.cancel().catch(() => {}),
  };
}

/** Frames that the page gives when it is asked. */
export function askForFrames(port: MessagePort): FrameSource {
  let answer: ((picture: AskedFrame) => void) | undefined;
  let isClosed = false;
  port.onmessage = ({ data }: MessageEvent<AskedFrame>) => {
    if (answer === undefined) data?.close();
    else answer(data);
    answer = undefined;
  };
  return {
    async next() {
      if (isClosed) return undefined;
      const picture = await new Promise<AskedFrame>((resolve) => {
        answer = resolve;
        port.postMessage('next');
      });
      return picture === null ? undefined : frameOf(picture);
    },
    close() {
      isClosed = true;
      answer?.(null);
      answer = undefined;
      port.close();
    },
  };
}
