import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScreenSize } from '@fjernhjelp/protocol';
import { Display } from '../../e2e/harness/display.ts';
import { node, Resources } from '../../e2e/harness/resources.ts';
import type { StripGroups } from '../workloads/marker.ts';
import type { WorkloadName } from '../workloads/scenes/index.ts';
import { type Step, unpackSteps } from './recording.ts';

/** A workload as it was painted, step by step. */
export interface Recording {
  /** The first is the whole first picture. */
  readonly steps: Step[];
  readonly strips: StripGroups;
  /** Which of the steps are pressed keys. */
  readonly keys: ReadonlySet<number>;
  readonly sizeBytes: number;
}

/** Paints so many steps on a virtual display and keeps what has changed. */
export async function recordWorkload(
  workload: WorkloadName,
  steps: number,
  screen: ScreenSize,
): Promise<Recording> {
  await using resources = new Resources();
  const display = await Display.start(resources, screen);
  const file = join(await resources.temporaryFolder('recording'), workload);
  const path = join(import.meta.dirname, 'record.ts');
  const numbers = [steps, screen.widthPx, screen.heightPx].map(String);
  const program = display.start(node, [path, workload, ...numbers, file]);
  if ((await program.exited) !== 0) throw new Error(`recording ${workload}: ${program.stderr}`);
  const recording = readFileSync(file);
  const { strips, keys } = JSON.parse(program.stdout) as { strips: StripGroups; keys: number[] };
  return { steps: unpackSteps(recording), strips, keys: new Set(keys), sizeBytes: recording.length };
}
