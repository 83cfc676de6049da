import { setTimeout as sleep } from 'node:timers/promises';
import type { Program, Resources } from '../../e2e/harness/resources.ts';

const WITHIN_MS = 3000;
const AGAIN_MS = 100;

/**
 * Ends a program by SIGTERM when the resources close, before it would be killed: a killed VNC server leaves its shared memory, and the
 * system has only so many pieces of that (x11vnc takes 62 of 4096).
 */
export function endGently(resources: Resources, program: Program): void {
  resources.add(async () => {
    const deadlineMs = performance.now() + WITHIN_MS;
    // Again and again: a server that is just about to wait for its viewer misses a signal.
    while (program.exitCode === undefined && performance.now() < deadlineMs) {
      program.signal('SIGTERM');
      await Promise.race([program.exited, sleep(AGAIN_MS, undefined, { ref: false })]);
    }
  });
}
