import { parentPort, workerData } from 'node:worker_threads';
import { openX11Capturer } from '../index.ts';

/** Captures once, says how large the screen is, and waits for more until it is terminated. */
const capturer = openX11Capturer(workerData as string);
const { widthPx, heightPx } = capturer;
capturer.capture({ widthPx, heightPx, pixels: new Uint8Array(widthPx * heightPx * 4) });
capturer.takeCursor();
parentPort?.postMessage(`${widthPx}x${heightPx}`);
await capturer.wait();
