import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Resources } from '../e2e/harness/resources.ts';
import { family } from './cpu.ts';

const PREFIX = 'fjbench-cpu';
/** How long a killed process may take to be gone. */
const ENDED_WITHIN_MS = 5000;
let opened = 0;

/** @returns what is missing to count CPU time, in one line; undefined when nothing is */
export function missingForCounting(): string | undefined {
  const folder = groupsFolder();
  if (folder === undefined)
    return 'CPU time is counted in control groups of version 2, and no such file system is mounted.';
  try {
    rmdirSync(newGroup(folder));
    return undefined;
  } catch (error) {
    return `CPU time is counted in control groups, and none can be made in ${folder}: ${String(error)}`;
  }
}

/** Deletes the groups of earlier runs that were killed. */
export async function deleteLeftAccounts(): Promise<void> {
  const folder = groupsFolder();
  for (const name of folder === undefined ? [] : readdirSync(folder)) {
    const [, pid] = new RegExp(`^${PREFIX}-(\\d+)-`).exec(name) ?? [];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) await dissolve(join(folder ?? '', name));
  }
}

/**
 * Counts the CPU time of one side in a control group (cgroup v2) of its own: in microseconds and all of it, also of threads and
 * processes that have begun and ended between two readings. Only the turn that a thread has on a core at a reading may be counted
 * in the next one, from the kernel's last tick on (4 ms at 250 Hz). No controller is switched on, so nothing is scheduled otherwise.
 */
export class CpuAccount {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** To be opened before what is counted is started: it goes with the resources, after that has ended. */
  static open(resources: Resources): CpuAccount {
    const parent = groupsFolder();
    if (parent === undefined) throw new Error('no file system of control groups of version 2 is mounted');
    const folder = newGroup(parent);
    resources.add(() => dissolve(folder));
    return new CpuAccount(folder);
  }

  /** Counts processes and their descendants from now on, also those that are yet to be born. */
  add(pids: readonly number[]): void {
    const moved = new Set<number>();
    for (let found = family(pids); found.some((pid) => !moved.has(pid)); found = family(pids)) {
      for (const pid of found) {
        if (!moved.has(pid)) move(pid, this.#folder);
        moved.add(pid);
      }
    }
  }

  /** @returns CPU seconds, user and system, that were counted so far */
  seconds(): number {
    const [, usage] = /^usage_usec (\d+)$/m.exec(readFileSync(join(this.#folder, 'cpu.stat'), 'utf8')) ?? [];
    if (usage === undefined) throw new Error(`${this.#folder} tells no CPU time`);
    return Number(usage) / 1e6;
  }
}

/** @returns where groups can be made */
function groupsFolder(): string | undefined {
  return /^\S+ (\S+) cgroup2 /m.exec(readFileSync('/proc/mounts', 'utf8'))?.[1];
}

function newGroup(parent: string): string {
  const folder = join(parent, `${PREFIX}-${process.pid}-${opened++}`);
  mkdirSync(folder);
  return folder;
}

function move(pid: number, folder: string): void {
  try {
    writeFileSync(join(folder, 'cgroup.procs'), String(pid));
  } catch (error) {
    // It may have ended since it was listed.
    if (existsSync(`/proc/${pid}/stat`)) throw error;
  }
}

/** Deletes a group. What still lives in it goes back to the group above; what is on its way out is waited for. */
async function dissolve(folder: string): Promise<void> {
  const deadlineMs = performance.now() + ENDED_WITHIN_MS;
  for (;;) {
    try {
      for (const pid of readFileSync(join(folder, 'cgroup.procs'), 'utf8').match(/\d+/g) ?? [])
        move(Number(pid), join(folder, '..'));
      rmdirSync(folder);
      return;
    } catch (error) {
      // Left behind, it counts nothing and is deleted by a later run.
      if (performance.now() > deadlineMs) return;
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EBUSY') throw error;
      await sleep(20);
    }
  }
}
