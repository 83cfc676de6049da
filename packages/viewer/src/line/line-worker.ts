import type { WorkerScope } from '../worker-port/page-outlet.ts';
import { serveLine } from './serve-line.ts';

serveLine(globalThis as unknown as WorkerScope);
