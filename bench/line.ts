import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Resources } from '../e2e/harness/resources.ts';

const exec = promisify(execFile);

/** How fast the line between host and viewer is. */
export interface LineSpeed {
  readonly name: 'free' | '4' | '1';
  readonly title: string;
  /** undefined: not held back. */
  readonly megabitsPerSecond: number | undefined;
}

export const lineSpeeds: readonly LineSpeed[] = [
  { name: 'free', title: 'free line', megabitsPerSecond: undefined },
  { name: '4', title: '4 Mbit/s', megabitsPerSecond: 4 },
  { name: '1', title: '1 Mbit/s', megabitsPerSecond: 1 },
];

/** tbf: what may go at once (two packets), and what the queue holds before packets are dropped, as a home router's. */
export const shaping = { burstBytes: 3028, queueMs: 100 } as const;

/** @returns what is missing to open a line, in one line; undefined when nothing is */
export async function missingForLines(): Promise<string | undefined> {
  if (process.getuid?.() !== 0)
    return 'The lines are two network namespaces, which only root may make: run it with sudo, or in a container as root.';
  const works = await exec('ip', ['netns', 'list'])
    .then(() => exec('tc', ['-V']))
    .catch(() => undefined);
  return works === undefined ? '`ip` and `tc` are missing: apt-get install iproute2.' : undefined;
}

/** Deletes the lines of earlier runs that were killed. */
export async function deleteLeftLines(): Promise<void> {
  const { stdout } = await exec('ip', ['netns', 'list']);
  for (const [namespace, pid] of stdout.matchAll(/^fjbench-(\d+)-\d+/gm)) {
    if (existsSync(`/proc/${pid}`)) continue;
    await exec('ip', ['netns', 'delete', namespace]);
  }
}

let opened = 0;

/**
 * A line between this network namespace, where host and servers run, and a new one for the viewer: a veth pair, shaped at both
 * ends. Taken down with the resources.
 */
export class BenchLine {
  /** IPv4 address of this end. */
  readonly hostAddress: string;
  /** A command that runs Chromium beyond the line. */
  readonly browserCommand: string;
  /** What runs a command beyond the line when it stands before it. */
  readonly beyond: readonly [command: string, ...args: string[]];
  readonly #nearEnd: string;

  private constructor(hostAddress: string, browserCommand: string, namespace: string, nearEnd: string) {
    this.hostAddress = hostAddress;
    this.browserCommand = browserCommand;
    this.beyond = ['ip', 'netns', 'exec', namespace];
    this.#nearEnd = nearEnd;
  }

  static async open(resources: Resources, speed: Pick<LineSpeed, 'megabitsPerSecond'>): Promise<BenchLine> {
    const number = opened++;
    const namespace = `fjbench-${process.pid}-${number}`;
    // An interface's name has at most 15 characters.
    const [near, far] = [`fjh${process.pid}n${number % 1000}`, `fjv${process.pid}n${number % 1000}`];
    const subnet = `10.${64 + (process.pid % 64)}.${number % 256}`;
    const ip = (...args: string[]) => exec('ip', args);
    await ip('netns', 'add', namespace);
    resources.add(() => ip('netns', 'delete', namespace));
    await ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', namespace);
    resources.add(() => ip('link', 'delete', near));
    // An IPv6 address that appears by itself a second later would break what the browser loads then: ERR_NETWORK_CHANGED.
    await ip('link', 'set', near, 'addrgenmode', 'none');
    await ip('-n', namespace, 'link', 'set', far, 'addrgenmode', 'none');
    await ip('address', 'add', `${subnet}.1/30`, 'dev', near);
    await ip('link', 'set', near, 'up');
    await ip('-n', namespace, 'address', 'add', `${subnet}.2/30`, 'dev', far);
    await ip('-n', namespace, 'link', 'set', far, 'up');
    await ip('-n', namespace, 'link', 'set', 'lo', 'up');
    if (speed.megabitsPerSecond !== undefined) {
      const tbf = ['root', 'tbf', 'rate', `${speed.megabitsPerSecond}mbit`];
      tbf.push('burst', String(shaping.burstBytes), 'latency', `${shaping.queueMs}ms`);
      await exec('tc', ['qdisc', 'add', 'dev', near, ...tbf]);
      await exec('tc', ['-n', namespace, 'qdisc', 'add', 'dev', far, ...tbf]);
    }
    const command = join(await resources.temporaryFolder('viewer'), 'chromium');
    await writeFile(command, `#!/bin/sh\nexec ip netns exec ${namespace} /usr/bin/chromium "$@"\n`);
    await chmod(command, 0o755);
    return new BenchLine(`${subnet}.1`, command, namespace, near);
  }

  /** All that has left for the viewer so far, with the packets' headers. */
  async bytesToViewer(): Promise<number> {
    return Number(await readFile(`/sys/class/net/${this.#nearEnd}/statistics/tx_bytes`, 'utf8'));
  }
}
