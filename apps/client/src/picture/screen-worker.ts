import { type MessagePort, workerData } from 'node:worker_threads';
import { servePictures } from '@fjernhjelp/host/picture-worker';
import { openCapturer } from '../desktop/choose.ts';
import { systemClock } from '../system-clock.ts';
import { createNodeCompressor } from './zstd.ts';

/**
 * Runs in a worker of its own: reads the screen and packs what changed, so that input never waits for a picture. It ends by
 * itself when the other half closes the port that it was given.
 */
servePictures(workerData as MessagePort, openCapturer(process.env), {
  compressor: createNodeCompressor(),
  clock: systemClock,
});
