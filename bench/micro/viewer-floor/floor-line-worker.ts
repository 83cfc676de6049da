// The product's line worker, with a socket that asks no broker.
import { serveLine } from '../../../packages/viewer/src/line/serve-line.ts';
import type { WorkerScope } from '../../../packages/viewer/src/worker-port/worker-end.ts';
import { openTransport } from './floor-channel.ts';

serveLine(globalThis as unknown as WorkerScope, ({ serverUrl }) => openTransport(serverUrl));
