import { performance } from 'node:perf_hooks';

const WARM_UP = 10;
const REPEATS = 31;

export interface Figure {
  readonly what: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly bytes?: number;
}

/**
 * @param prepare not timed
 * @param run timed; how many bytes it returns is noted
 * @returns what the last run did
 */
export type Measure = <Result>(what: string, prepare: (i: number) => void, run: () => Result) => Result;

export function createMeasuring(): { readonly figures: readonly Figure[]; readonly measure: Measure } {
  const figures: Figure[] = [];
  return {
    figures,
    measure(what, prepare, run) {
      const times: number[] = [];
      const sizes: number[] = [];
      for (let i = 0; ; i++) {
        prepare(i);
        const start = performance.now();
        const result = run();
        const took = performance.now() - start;
        if (i < WARM_UP) continue;
        times.push(took);
        if (result instanceof Uint8Array) sizes.push(result.length);
        if (times.length < REPEATS) continue;
        const bytes = at(sizes, 0.5);
        const [p50Ms, p95Ms] = [round(at(times, 0.5)!), round(at(times, 0.95)!)];
        figures.push({ what, p50Ms, p95Ms, ...(bytes === undefined ? {} : { bytes }) });
        return result;
      }
    },
  };
}

/** @throws when what was measured did not do its work: a figure of nothing is none */
export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not so: ${what}`);
}

export const nothing = () => {};

function at(values: number[], share: number): number | undefined {
  return values.sort((a, b) => a - b)[Math.floor(values.length * share)];
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
