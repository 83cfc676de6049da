import { execFile } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Program, Resources } from './resources.ts';

const run = promisify(execFile);
const ip = (...args: string[]) => run('ip', args);

/** Where server and TURN server are, as both ends see them. */
const ADDRESS = '10.91.0.1';

/** Two networks that reach this machine and not each other, as two offices behind their own firewalls. Needs root. */
export interface Apart {
  readonly address: string;
  /** A Chromium in each. */
  readonly browsers: readonly [string, string];
}

export async function openApart(resources: Resources): Promise<Apart> {
  const folder = await resources.temporaryFolder('apart');
  await ip('addr', 'add', `${ADDRESS}/32`, 'dev', 'lo');
  resources.add(() => ip('addr', 'del', `${ADDRESS}/32`, 'dev', 'lo'));
  const open = async (number: 1 | 2): Promise<string> => {
    const name = `fjernhjelp${number}`;
    const outside = `fjernh${number}`;
    await ip('netns', 'add', name);
    resources.add(() => ip('netns', 'del', name));
    await ip('link', 'add', outside, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    // By name: with its network it would go only when the last process there is gone.
    resources.add(() => ip('link', 'del', outside));
    await ip('addr', 'add', `10.91.${number}.1/24`, 'dev', outside);
    await ip('link', 'set', outside, 'up');
    await ip('-n', name, 'addr', 'add', `10.91.${number}.2/24`, 'dev', 'eth0');
    for (const device of ['lo', 'eth0']) await ip('-n', name, 'link', 'set', device, 'up');
    await ip('-n', name, 'route', 'add', 'default', 'via', `10.91.${number}.1`);
    const wrapper = join(folder, `chromium-${number}`);
    await writeFile(wrapper, `#!/bin/sh\nexec ip netns exec ${name} /usr/bin/chromium "$@"\n`);
    await chmod(wrapper, 0o755);
    return wrapper;
  };
  return { address: ADDRESS, browsers: [await open(1), await open(2)] };
}

/** Debian's coturn, as an operator runs it. */
export async function startTurn(resources: Resources, port: number, secret: string): Promise<Program> {
  const folder = await resources.temporaryFolder('turn');
  const turn = resources.spawn('turnserver', [
    '-n',
    '--verbose',
    '--log-file=stdout',
    `--pidfile=${folder}/pid`,
    `--listening-ip=${ADDRESS}`,
    `--relay-ip=${ADDRESS}`,
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
