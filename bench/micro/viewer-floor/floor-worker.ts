// All of a small viewer but the canvas and the keyboard.
import { createPageOutlet, type WorkerScope } from '../../../packages/viewer/src/worker-port/page-outlet.ts';
import { createRingReader } from '../../../packages/viewer/src/worker-port/shared-ring.ts';
import { openTransport, sealLine } from './floor-channel.ts';
import { type FloorPicture, openFloorPicture } from './floor-picture.ts';
import type { FromFloorWorker, ToFloorWorker } from './floor-worker-messages.ts';

let picture: FloorPicture | undefined;
const page = createPageOutlet<ToFloorWorker, FromFloorWorker>(
  globalThis as unknown as WorkerScope,
  (message) => {
    if (message.type === 'begin') void begin(message);
    else picture?.back(message.buffer);
  },
);

async function begin({ url, isSealed, keys }: Extract<ToFloorWorker, { type: 'begin' }>): Promise<void> {
  const opened = openFloorPicture(sealLine(await openTransport(url), 'viewer', isSealed), {
    resize: ({ widthPx, heightPx }) => void page.post({ type: 'size', widthPx, heightPx }),
    put: (rects, pixels) => page.post({ type: 'pixels', rects }, pixels),
  });
  picture = opened;
  const reader = createRingReader(keys);
  for (;;) {
    for (let key = reader.read(); key !== undefined; key = reader.read()) opened.sendInput(key.body);
    await reader.more();
  }
}
