import koffi from 'koffi';

const CLOCK_THREAD_CPUTIME_ID = 3;
const clockGetTime = koffi.load('libc.so.6').func('int clock_gettime(int clock, uint8_t *time)');
const time = new DataView(new ArrayBuffer(16));

/** @returns the CPU time of this thread, in ms; `process.threadCpuUsage` counts in the kernel's ticks (getrusage(2)) */
export function threadCpuMs(): number {
  clockGetTime(CLOCK_THREAD_CPUTIME_ID, new Uint8Array(time.buffer));
  return Number(time.getBigInt64(0, true)) * 1000 + Number(time.getBigInt64(8, true)) / 1e6;
}
