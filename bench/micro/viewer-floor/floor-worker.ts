// All of a small viewer but the canvas and the keyboard.
import { createWorkerEnd, type WorkerScope } from '../../../packages/viewer/src/worker-port/worker-end.ts';
import { openTransport, sealLine } from './floor-channel.ts';
import { type FloorPicture, openFloorPicture } from './floor-picture.ts';
import type { FromFloorWorker, ToFloorWorker } from './floor-worker-messages.ts';

let picture: FloorPicture | undefined;
const page = createWorkerEnd<ToFloorWorker, FromFloorWorker>(
  globalThis as unknown as WorkerScope,
  (message, body) => {
    if (message.type === 'begin') void begin(message);
    else if (message.type === 'input') picture?.sendInput(body);
    else picture?.back(body.buffer);
  },
);

async function begin({ url, isSealed }: Extract<ToFloorWorker, { type: 'begin' }>): Promise<void> {
  picture = openFloorPicture(sealLine(await openTransport(url), 'viewer', isSealed), {
    resize: ({ widthPx, heightPx }) => void page.post({ type: 'size', widthPx, heightPx }),
    put: (rects, pixels) => page.post({ type: 'pixels', rects }, pixels),
  });
}
