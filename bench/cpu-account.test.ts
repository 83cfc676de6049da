import { afterEach, expect, test } from 'vitest';
import { node, Resources } from '../e2e/harness/resources.ts';
import { CpuAccount, missingForCounting } from './cpu-account.ts';

const missing = process.getuid?.() === 0 ? missingForCounting() : 'only root makes control groups';
const resources = new Resources();
afterEach(() => resources.close());

/** Computes in what has ended before it tells how much CPU time that took, in microseconds. */
const work = `
  const spin = 'const until = process.cpuUsage().user + 60000; while (process.cpuUsage().user < until);';
  const told = 'const { user, system } = process.cpuUsage(); process.stdout.write(String(user + system));';
  process.stdin.once('data', () => {
    const { execFileSync } = require('node:child_process');
    const { Worker } = require('node:worker_threads');
    const ended = Number(execFileSync(process.execPath, ['-e', spin + told]));
    const before = process.cpuUsage();
    new Worker(spin, { eval: true }).once('exit', () => {
      const { user, system } = process.cpuUsage(before);
      console.log('used', ended + user + system);
    });
  });
  console.log('ready');
`;

test.skipIf(missing !== undefined)(
  'CPU time holds what threads and processes used that ended between two readings',
  async () => {
    const account = CpuAccount.open(resources);
    const program = resources.spawn(node, ['-e', work]);
    await program.until('it is ready', ({ stdout }) => stdout.includes('ready'));
    account.add([program.pid]);
    const before = account.seconds();
    program.child.stdin?.write('go\n');
    const [, used] = await program.until('it has computed', ({ stdout }) => /used (\d+)/.exec(stdout));
    const counted = account.seconds() - before;
    const told = Number(used) / 1e6;
    expect(told).toBeGreaterThan(0.12);
    // A tick of the kernel may be missing on either core; starting a process and ending it comes on top.
    expect(counted).toBeGreaterThan(told - 0.02);
    expect(counted).toBeLessThan(told * 2);
  },
);

test.skipIf(missing !== undefined)(
  'a group goes with the resources, also when processes in it have been killed',
  async () => {
    const opened = new Resources();
    const account = CpuAccount.open(opened);
    const program = opened.spawn(node, ['-e', 'setInterval(() => {}, 1000); console.log("ready")']);
    await program.until('it is ready', ({ stdout }) => stdout.includes('ready'));
    account.add([program.pid]);
    expect(account.seconds()).toBeGreaterThanOrEqual(0);
    await opened.close();
    expect(() => account.seconds()).toThrow('ENOENT');
  },
);

test.skipIf(missing !== undefined)('CPU time is counted finer than in ticks of 10 ms', async () => {
  const account = CpuAccount.open(resources);
  const program = resources.spawn(node, ['-e', 'process.stdin.on("data", () => console.log("heard"))']);
  account.add([program.pid]);
  program.child.stdin?.write('go\n');
  await program.until('it has heard', ({ stdout }) => stdout.includes('heard'));
  const ticks = account.seconds() * 100;
  expect(ticks).toBeGreaterThan(0);
  expect(Math.abs(ticks - Math.round(ticks))).toBeGreaterThan(0);
});
