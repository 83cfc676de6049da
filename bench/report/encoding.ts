import { readReplay } from '../replay/kept.ts';
import { minute } from './minute.ts';

/** CPU milliseconds that one step may cost. */
const LIMITS: Readonly<Record<string, number>> = { typing: 2, scroll: 8 };

/** @returns the section on what encoding alone costs, from what `bench/replay` found last */
export function ofEncoding(): string[] {
  const kept = readReplay();
  if (kept === undefined) return [];
  const { measuredIn, commit, workloads } = kept;
  return [
    '## Encoding alone',
    '',
    `One step of a recorded workload, 1920×1080, from the captured pixels to bytes: CPU time of the encoding thread. Made by \`node bench/replay/main.ts\`, ${minute(measuredIn)} (UTC), ${commit}.`,
    'It begins after capture: to read a whole screen of 1920×1080 (`XShmGetImage` and a copy) takes about 1.0 ms more, the figure of [decision 0009](decisions/0009-both-cores.md); it is in the host CPU figures above and not in these.',
    '',
    '| workload | p50, ms | p95, ms | bytes, p50 | wanted, ms | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...Object.entries(workloads).map(([workload, { cpuP50Ms, cpuP95Ms, bytesP50 }]) => {
      const limit = LIMITS[workload];
      const verdict = limit === undefined ? '' : cpuP50Ms < limit ? '✓ reached' : '✗ **not reached**';
      const wanted = limit === undefined ? '' : `< ${limit}`;
      return `| ${workload} | ${cpuP50Ms} | ${cpuP95Ms} | ${bytesP50} | ${wanted} | ${verdict} |`;
    }),
    '',
  ];
}
