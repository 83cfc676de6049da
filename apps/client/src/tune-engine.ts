import { setFlagsFromString } from 'node:v8';

/**
 * V8 is made for programs that always run. This one is woken a few times a second, does a little and sleeps, on a machine that has
 * better things to do: four further threads that are woken to collect a little garbage together, or to compile what runs twelve
 * times a second, cost more than they save (docs/decisions/0022-host-cpu.md). The kernels are some 40 KB of wasm, all of it hot: good machine code of that
 * is made in 30 ms of CPU, while the quick one is slow for the first second of each film.
 */
const FLAGS = [
  // Plain machine code from the first call on, and the best for what stays hot; nothing in between.
  '--always-sparkplug',
  '--no-liftoff',
  '--no-maglev',
  '--no-memory-reducer',
  '--no-parallel-scavenge',
  '--no-wasm-lazy-compilation',
] as const;

/**
 * For this thread from here on, and for those that it starts. Before anything large is loaded, and before any other thread is there: V8's list
 * of machine code belongs to the whole process (docs/decisions/0022-host-cpu.md, "jit_page").
 */
export function tuneEngine(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
}
