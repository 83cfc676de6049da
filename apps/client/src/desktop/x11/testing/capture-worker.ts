import { parentPort, workerData } from 'node:worker_threads';
import type { ScreenPlace } from '@fjernhjelp/protocol';
import { openX11Capturer } from '../index.ts';

/** Captures once, says how large the screen is, and waits for more until it is terminated. */
const capturer = openX11Capturer(workerData as string);
const [{ screen, widthPx, heightPx }] = capturer.screens as [ScreenPlace];
capturer.capture(screen, { widthPx, heightPx, pixels: new Uint8Array(widthPx * heightPx * 4) }, true);
capturer.takeCursor();
capturer.takePointer();
parentPort?.postMessage(`${widthPx}x${heightPx}`);
await capturer.wait();
