import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second of /proc (USER_HZ, 100 on every Linux that we run on). */
const TICKS_PER_SECOND = 100;

/** @returns CPU seconds, user and system, that processes and their descendants have used, those that ended included */
export function cpuSeconds(pids: number | readonly number[]): number {
  let ticks = 0;
  for (const member of family([pids].flat())) {
    const fields = statFields(member);
    // proc(5): utime, stime, cutime and cstime are fields 14 to 17; `fields` starts at field 3.
    for (const time of fields?.slice(11, 15) ?? []) ticks += Number(time);
  }
  return ticks / TICKS_PER_SECOND;
}

/** @returns how many bytes a process has written so far, to sockets, pipes and files */
export function writtenBytes(pid: number): number {
  return Number(/^wchar: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1] ?? 0);
}

/**
 * @returns the most memory that processes and their descendants have used, in MiB: what is theirs now, shared memory divided among those
 * who share it (PSS), and by how much each was larger at its peak
 */
export function peakMemoryMiB(pids: readonly number[]): number {
  return sumMiB(pids, (member) => {
    const status = readFileSync(`/proc/${member}/status`, 'utf8');
    return shareKib(member) + kibOf('VmHWM', status) - kibOf('VmRSS', status);
  });
}

/** @returns the most memory that a process ever had resident, in MiB: pages that it shares with others are counted in full (VmHWM) */
export function residentPeakMiB(pid: number): number {
  return kibOf('VmHWM', readFileSync(`/proc/${pid}/status`, 'utf8')) / 1024;
}

/** @returns the memory that is a process's and its descendants' now, in MiB: shared memory divided among those who share it (PSS) */
export function memoryMiB(pids: readonly number[]): number {
  return sumMiB(pids, shareKib);
}

const shareKib = (pid: number) => kibOf('Pss', readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));

function sumMiB(pids: readonly number[], kib: (member: number) => number): number {
  let sum = 0;
  for (const member of family(pids)) {
    try {
      sum += kib(member);
    } catch {
      // It has ended since it was listed.
    }
  }
  return sum / 1024;
}

function kibOf(name: string, text: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
}

/** @returns processes and all of their descendants that live now */
export function family(pids: readonly number[]): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(statFields(Number(name))?.[1] ?? 0);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found = new Set(pids);
  for (const member of found) for (const child of children.get(member) ?? []) found.add(child);
  return [...found];
}

/** @returns the fields after the command name (which may hold spaces), or undefined when the process is gone */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** @returns nanoseconds that all threads of a process that live now have run (proc(5), /proc/pid/schedstat) */
export function cpuNanoseconds(pid: number): number {
  let sum = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const [ran] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
    sum += Number(ran);
  }
  return sum;
}

/** @param since what `process.cpuUsage()` gave @returns the CPU time of all threads of this process since then, in ms */
export function ownCpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

/** How long a thread has run so far, and how often it was given a core. */
export interface ThreadTime {
  /** The kind of Chromium's process and the thread's name; several threads may have the same. */
  readonly name: string;
  readonly ms: number;
  readonly turns: number;
}

/** @returns the threads that live now of a process and its descendants, by their number (proc(5), schedstat) */
export function threadTimes(pid: number): Map<number, ThreadTime> {
  const times = new Map<number, ThreadTime>();
  for (const member of family([pid])) {
    try {
      const commandLine = readFileSync(`/proc/${member}/cmdline`, 'utf8');
      const kind = /--type=([\w-]+)/.exec(commandLine)?.[1] ?? 'browser';
      for (const thread of readdirSync(`/proc/${member}/task`)) {
        const folder = `/proc/${member}/task/${thread}`;
        const [ran, , turns] = readFileSync(`${folder}/schedstat`, 'utf8').split(' ').map(Number);
        const name = `${kind}: ${readFileSync(`${folder}/comm`, 'utf8').trim()}`;
        times.set(Number(thread), { name, ms: (ran ?? 0) / 1e6, turns: turns ?? 0 });
      }
    } catch {
      // It has ended since it was listed.
    }
  }
  return times;
}

/** @returns what those threads have run in all, in ms */
export function familyMs(pid: number): number {
  return [...threadTimes(pid).values()].reduce((sum, { ms }) => sum + ms, 0);
}
