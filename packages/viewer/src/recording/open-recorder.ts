import type { Bytes, CursorMessage, RecordingEvent, Rect, ScreenSize } from '@fjernhjelp/protocol';
import type { FromRecorder, ToRecorder } from './worker-messages.ts';

/** Copies of pixels on their way to the worker, above which the next ones are left out and the whole picture comes later. */
const WAITING_BYTES = 64 * 1024 * 1024;
const FULLY_TAKEN = 0;

export interface RecorderListener {
  written(sizeBytes: number): void;
  done(): void;
  failed(why: 'full' | 'unsupported' | 'internal'): void;
  /** What is shown was left out: the whole picture is needed once more. */
  needsPicture(): void;
}

/** The page's end of the worker that writes a recording. */
export interface RunningRecorder {
  resize(size: ScreenSize): void;
  /** @param pixels RGBA of the rects, one after the other; copied before the return */
  put(rects: readonly Rect[], pixels: Bytes): void;
  cursor(message: CursorMessage): void;
  event(event: RecordingEvent): void;
  /** "done" follows, or "failed". */
  stop(): void;
}

export type OpenRecorder = (
  start: Omit<Extract<ToRecorder, { type: 'start' }>, 'type'>,
  listener: RecorderListener,
) => RunningRecorder;

export const openRecorder: OpenRecorder = (start, listener) => {
  const worker = new Worker(new URL('./record-worker.ts', import.meta.url), {
    type: 'module',
    name: 'record',
  });
  let waitingBytes = 0;
  let isBehind = false;
  let isOver = false;

  const tell = (message: ToRecorder, transfer: Transferable[] = []) => {
    if (!isOver) worker.postMessage(message, transfer);
  };

  function over(): boolean {
    if (isOver) return false;
    isOver = true;
    return true;
  }

  worker.onerror = () => {
    if (over()) listener.failed('internal');
  };
  worker.onmessage = ({ data }: MessageEvent<FromRecorder>) => {
    switch (data.type) {
      case 'written':
        listener.written(data.sizeBytes);
        break;
      case 'took':
        waitingBytes -= data.sizeBytes;
        if (!isBehind || waitingBytes > FULLY_TAKEN) return;
        isBehind = false;
        listener.needsPicture();
        break;
      case 'done':
        if (over()) listener.done();
        break;
      case 'failed':
        if (!over()) break;
        // Ours: the browser's console shall have it. It carries no pixels.
        if (data.why === 'internal') reportError(new Error(data.message));
        listener.failed(data.why);
        break;
    }
  };
  tell({ type: 'start', ...start });

  return {
    resize: (size) => tell({ type: 'resize', size }),
    put(rects, pixels) {
      if (waitingBytes > WAITING_BYTES) isBehind = true;
      if (isBehind || isOver) return;
      const { buffer } = pixels.slice();
      waitingBytes += buffer.byteLength;
      tell({ type: 'pixels', rects, buffer }, [buffer]);
    },
    cursor: (message) => tell({ type: 'cursor', message }),
    event: (event) => tell({ type: 'event', event }),
    stop: () => tell({ type: 'stop' }),
  };
};
