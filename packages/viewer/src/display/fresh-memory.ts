/** Large enough that the browser takes it from the system, and gives it back. */
const PROBE_BYTES = 1024 * 1024;
/** Three and a half was found on a machine on which a still picture does not pay (docs/decisions/0025). */
const DEAR_FROM_MS = 1;
/** What is dear twice was not just another program's turn. */
const PROBES = 2;

/** @param fill takes so much fresh memory and writes all of it @returns whether memory that nobody has touched costs this machine many times the usual */
export function isFreshMemoryDear(
  now: () => number = () => performance.now(),
  fill: (bytes: number) => void = (bytes) => new Uint8Array(bytes).fill(1),
): boolean {
  for (let probe = 0; probe < PROBES; probe++) {
    const startMs = now();
    fill(PROBE_BYTES);
    if (now() - startMs < DEAR_FROM_MS) return false;
  }
  return true;
}
