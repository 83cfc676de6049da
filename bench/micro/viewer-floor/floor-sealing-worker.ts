// The line worker, which seals and opens too: the page is told plaintexts.
import { serveLine } from '../../../packages/viewer/src/line/serve-line.ts';
import type { WorkerScope } from '../../../packages/viewer/src/worker-port/worker-end.ts';
import { carriedBy, openTransport, sealLine } from './floor-channel.ts';

serveLine(globalThis as unknown as WorkerScope, async ({ serverUrl }) =>
  carriedBy(sealLine(await openTransport(serverUrl), 'viewer', true)),
);
