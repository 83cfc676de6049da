import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScreenSize } from '@fjernhjelp/protocol';
import { Display } from '../../e2e/harness/display.ts';
import { node, Resources } from '../../e2e/harness/resources.ts';
import type { Smoothing } from '../workloads/canvas.ts';
import type { StripGroups } from '../workloads/marker.ts';
import type { WorkloadName } from '../workloads/scenes/index.ts';
import { type Step, unpackSteps } from './recording.ts';

/** The time between two steps, as each workload has it. */
export const everyMs = {
  typing: 1000 / 12,
  scroll: 1000 / 20,
  drag: 1000 / 30,
  switch: 1000 / 3,
  video: 1000 / 30,
  'echo-video': 1000 / 30,
} as const;

/** @returns those of the recordings that are named, or all; a name that is none of them ends the program */
export function chooseRecordings<Name extends string>(
  names: readonly string[],
  recordings: readonly Name[],
): readonly Name[] {
  const unknown = names.find((name) => !(recordings as readonly string[]).includes(name));
  if (unknown !== undefined) {
    console.error(`There is no recording “${unknown}”. Choose from ${recordings.join(', ')}.`);
    process.exit(1);
  }
  return recordings.filter((name) => names.length === 0 || names.includes(name));
}

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
  smoothing: Smoothing = 'grey',
): Promise<Recording> {
  await using resources = new Resources();
  const display = await Display.start(resources, screen);
  const file = join(await resources.temporaryFolder('recording'), workload);
  const path = join(import.meta.dirname, 'record.ts');
  const numbers = [steps, screen.widthPx, screen.heightPx].map(String);
  const program = display.start(node, [path, workload, ...numbers, smoothing, file]);
  if ((await program.exited) !== 0) throw new Error(`recording ${workload}: ${program.stderr}`);
  const recording = readFileSync(file);
  const { strips, keys } = JSON.parse(program.stdout) as { strips: StripGroups; keys: number[] };
  return { steps: unpackSteps(recording), strips, keys: new Set(keys), sizeBytes: recording.length };
}
