import type { WorkerScope } from '../worker-port/worker-end.ts';
import { serveLine } from './serve-line.ts';

serveLine(globalThis as unknown as WorkerScope);
