import { type MessagePort, parentPort } from 'node:worker_threads';
import { servePictures, shareCapturer } from '@fjernhjelp/host/picture-worker';
import { systemClock } from '@fjernhjelp/protocol';
import { openCapturer } from '../desktop/choose.ts';
import { createNodeCompressor } from './zstd.ts';

/**
 * Runs in a worker of its own: reads the screen once and packs for each helper what changed, so that input never waits for a
 * picture. Each message is the port to one helper's pictures, or null: then it leaves the screen and ends.
 */
const sharing = shareCapturer(openCapturer(process.env));

parentPort?.on('message', (port: MessagePort | null) => {
  if (port === null) {
    sharing.close();
    parentPort?.close();
  } else servePictures(port, sharing.open(), { compressor: createNodeCompressor(), clock: systemClock });
});
