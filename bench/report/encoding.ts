import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resultsFolder } from '../results.ts';

/** CPU milliseconds that one step may cost. */
const LIMITS: Readonly<Record<string, number>> = { typing: 2, scroll: 8 };

interface Encoded {
  readonly cpuP50Ms: number;
  readonly cpuP95Ms: number;
  readonly bytesP50: number;
}

/** @returns the section on what encoding alone costs, from what `bench/replay` found last */
export function ofEncoding(): string[] {
  const file = join(resultsFolder, 'replay.json');
  if (!existsSync(file)) return [];
  const found = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Encoded>;
  return [
    '## Encoding alone',
    '',
    'One step of a recorded workload, 1920×1080, from the captured pixels to bytes: CPU time of the encoding thread. Made by `node bench/replay/main.ts`.',
    'Capturing (`XShmGetImage`) is in the host CPU figures above and not in these.',
    '',
    '| workload | p50, ms | p95, ms | bytes, p50 | wanted, ms | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...Object.entries(found).map(([workload, { cpuP50Ms, cpuP95Ms, bytesP50 }]) => {
      const limit = LIMITS[workload];
      const verdict = limit === undefined ? '' : cpuP50Ms < limit ? '✓ reached' : '✗ **not reached**';
      const wanted = limit === undefined ? '' : `< ${limit}`;
      return `| ${workload} | ${cpuP50Ms} | ${cpuP95Ms} | ${bytesP50} | ${wanted} | ${verdict} |`;
    }),
    '',
  ];
}
