import { createZstdCompressor } from '@fjernhjelp/codec/zstd-compressor';
import { servePictures, shareCapturer } from '@fjernhjelp/host/picture-worker';
import { systemClock } from '@fjernhjelp/protocol';
import { createFrameCapturer } from './frame-capturer.ts';
import { askForFrames, readStream } from './frame-sources.ts';
import type { ToCaptureWorker } from './worker-messages.ts';

/**
 * Reads what the user shares and packs for each helper what changed, beside the page: neither waits for the other, and a page in
 * the background is slow while its workers are not.
 */
const capturer = createFrameCapturer(systemClock);
const sharing = shareCapturer(capturer);

globalThis.onmessage = ({ data }: MessageEvent<ToCaptureWorker>) => {
  switch (data.type) {
    case 'pictures':
      void capturer.ready.then(() =>
        servePictures(data.port, sharing.open(), { compressor: createZstdCompressor(), clock: systemClock }),
      );
      break;
    case 'stream':
      capturer.setSource(readStream(data.frames, (isResting) => data.rest.postMessage(isResting)));
      break;
    case 'asked':
      capturer.setSource(askForFrames(data.port));
      break;
    case 'muted':
      capturer.setMuted(data.isMuted);
  }
};
