import { connectPictureSource, type PictureSource } from '@fjernhjelp/host';
import type { Clock } from '@fjernhjelp/protocol';
import type { SharedScreen } from './choose-screen.ts';
import { sendFrames } from './send-frames.ts';
import type { ToCaptureWorker } from './worker-messages.ts';

/** The worker that reads what is shared, and packs it. */
export interface Capture {
  /** From now on this is what helpers see. */
  share(screen: SharedScreen): void;
  /** For one more helper; to be closed when that one is gone. */
  open(): PictureSource;
  /** The same for another worker, before `connectPictureSource`. */
  openPort(): MessagePort;
  /** May be called twice. */
  close(): void;
}

/**
 * @param failed it could not start or broke down
 * @param rests whether what is shared has not changed for a while, where that is known
 */
export function openCapture(
  clock: Clock,
  failed: (error: Error) => void,
  rests: (isResting: boolean) => void,
): Capture {
  const worker = new Worker(new URL('./capture-worker.ts', import.meta.url), {
    type: 'module',
    name: 'capture',
  });
  let stopSending = () => {};
  let stopListening = () => {};
  worker.onerror = ({ message }) => failed(new Error(message));

  function post(message: ToCaptureWorker, transfer: Transferable[] = []): void {
    worker.postMessage(message, transfer);
  }

  function openPort(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    post({ type: 'pictures', port: port2 }, [port2]);
    return port1;
  }

  function stop(): void {
    stopSending();
    stopListening();
  }

  return {
    share(screen) {
      stop();
      const { track } = screen;
      const tellMuted = () => post({ type: 'muted', isMuted: track.muted });
      const off = new AbortController();
      track.addEventListener('mute', tellMuted, { signal: off.signal });
      track.addEventListener('unmute', tellMuted, { signal: off.signal });
      stopListening = () => off.abort();
      tellMuted();
      stopSending = sendFrames(screen, clock, post, rests);
    },
    open: () => connectPictureSource(openPort()),
    openPort,
    close() {
      stop();
      worker.terminate();
    },
  };
}
