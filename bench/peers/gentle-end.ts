import { setTimeout as sleep } from 'node:timers/promises';
import type { Program, Resources } from '../../e2e/harness/resources.ts';

const WITHIN_MS = 3000;

/**
 * Ends a program by SIGTERM when the resources close, before it would be killed: a killed VNC server leaves its shared memory, and the
 * system has only so many pieces of that (x11vnc takes 62 of 4096).
 */
export function endGently(resources: Resources, program: Program): void {
  resources.add(async () => {
    program.signal('SIGTERM');
    await Promise.race([program.exited, sleep(WITHIN_MS, undefined, { ref: false })]);
  });
}
