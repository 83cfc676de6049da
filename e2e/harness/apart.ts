import { execFile } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Program, Resources } from './resources.ts';

const run = promisify(execFile);
const ip = (...args: string[]) => run('ip', args);

/** Two networks that reach this machine and not each other, as two offices behind their own firewalls. Needs root. */
export interface Apart {
  /** Where server and TURN server are, as both ends see them. */
  readonly address: string;
  /** A Chromium in each. */
  readonly browsers: readonly [string, string];
  /** One of the machines comes to another address, as from one network into another: its old one answers nobody any more. */
  move(number: 1 | 2): Promise<void>;
}

/** @param net second part of their addresses; tests that run beside each other have different ones */
export async function openApart(resources: Resources, net: number): Promise<Apart> {
  const address = `10.${net}.0.1`;
  const folder = await resources.temporaryFolder('apart');
  await ip('addr', 'add', `${address}/32`, 'dev', 'lo');
  resources.add(() => ip('addr', 'del', `${address}/32`, 'dev', 'lo'));
  const nameOf = (number: 1 | 2) => `fjernhjelp${net}-${number}`;
  const last = { 1: 2, 2: 2 };
  const open = async (number: 1 | 2): Promise<string> => {
    const name = nameOf(number);
    const outside = `fh${net}-${number}`;
    await ip('netns', 'add', name);
    resources.add(() => ip('netns', 'del', name));
    await ip('link', 'add', outside, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    // By name: with its network it would go only when the last process there is gone.
    resources.add(() => ip('link', 'del', outside));
    await ip('addr', 'add', `10.${net}.${number}.1/24`, 'dev', outside);
    await ip('link', 'set', outside, 'up');
    await ip('-n', name, 'addr', 'add', `10.${net}.${number}.2/24`, 'dev', 'eth0');
    for (const device of ['lo', 'eth0']) await ip('-n', name, 'link', 'set', device, 'up');
    await ip('-n', name, 'route', 'add', 'default', 'via', `10.${net}.${number}.1`);
    const wrapper = join(folder, `chromium-${number}`);
    await writeFile(wrapper, `#!/bin/sh\nexec ip netns exec ${name} /usr/bin/chromium "$@"\n`);
    await chmod(wrapper, 0o755);
    return wrapper;
  };
  return {
    address,
    browsers: [await open(1), await open(2)],
    async move(number) {
      const name = nameOf(number);
      const at = (host: number) => `10.${net}.${number}.${host}/24`;
      await ip('-n', name, 'addr', 'del', at(last[number]), 'dev', 'eth0');
      await ip('-n', name, 'addr', 'add', at(++last[number]), 'dev', 'eth0');
      await ip('-n', name, 'route', 'add', 'default', 'via', `10.${net}.${number}.1`);
    },
  };
}

/** Debian's coturn, as an operator runs it. */
export async function startTurn(
  resources: Resources,
  address: string,
  port: number,
  secret: string,
): Promise<Program> {
  const folder = await resources.temporaryFolder('turn');
  const turn = resources.spawn('turnserver', [
    '-n',
    '--verbose',
    '--log-file=stdout',
    `--pidfile=${folder}/pid`,
    `--listening-ip=${address}`,
    `--relay-ip=${address}`,
    `--listening-port=${port}`,
    '--realm=fjernhjelp',
    '--use-auth-secret',
    `--static-auth-secret=${secret}`,
    '--no-tls',
    '--no-dtls',
    '--no-cli',
  ]);
  await turn.until('coturn listens', ({ stdout }) => stdout.includes('listener opened on'));
  return turn;
}
