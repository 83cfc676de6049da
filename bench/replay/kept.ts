import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resultsFolder } from '../results.ts';

const keptFile = join(resultsFolder, 'replay.json');

/** What encoding a recorded workload costs, step by step. */
export interface EncodedWorkload {
  readonly steps: number;
  readonly cpuP50Ms: number;
  readonly cpuP95Ms: number;
  readonly bytesP50: number;
  readonly bytesP95: number;
  readonly kilobytesASecond: number;
  /** What comes after the last step until the picture is exact. */
  readonly untilExactMs: number;
  readonly untilExactBytes: number;
  readonly recordingMiB: number;
}

/** One run of the replay, for docs/PERFORMANCE.md. */
export interface KeptReplay {
  /** When, as ISO 8601 in UTC. */
  readonly measuredIn: string;
  /** Of this project, for people. */
  readonly commit: string;
  readonly workloads: Readonly<Record<string, EncodedWorkload>>;
}

/** @returns what was kept last; undefined when there is none */
export function readReplay(): KeptReplay | undefined {
  if (!existsSync(keptFile)) return undefined;
  return JSON.parse(readFileSync(keptFile, 'utf8')) as KeptReplay;
}

export function keepReplay(found: KeptReplay): void {
  mkdirSync(resultsFolder, { recursive: true });
  writeFileSync(keptFile, `${JSON.stringify(found, undefined, 1)}\n`);
}
