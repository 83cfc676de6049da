import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { closeCodes, limits } from '@fjernhjelp/protocol/signalling';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from './testing/test-server.ts';
import { TestSocket } from './testing/test-socket.ts';
import { until } from './testing/until.ts';

interface Run {
  readonly process: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly exited: Promise<number | null>;
}

const program = join(import.meta.dirname, 'main.ts');

function run(
  folder: string,
  env: Record<string, string>,
  args: readonly string[] = [program],
  stderr: 'pipe' | number = 'pipe',
): Run {
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>portal</title>');
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], FJERNHJELP_WEB_FOLDER: folder, ...env },
    stdio: ['ignore', 'pipe', stderr],
  });
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'close').then(([code]) => code as number | null);
  return { process: child, out: () => out, err: () => err, exited };
}

test('prints what to open, keeps its data in ./data, and stops gracefully on SIGTERM', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'fjernhjelp-server.json'), '{"host":"127.0.0.1","port":1}');
  const server = run(folder, { FJERNHJELP_PORT: '0' });
  await until(() => server.out().includes('/hjelper'));
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(server.out())?.[0] ?? '';
  expect(server.out()).toMatch(/^Fjernhjelp er klar/);
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  expect(existsSync(join(folder, 'data', 'fjernhjelp.sqlite'))).toBe(true);
  const socket = await TestSocket.open(url, '/api/host');
  server.process.kill('SIGTERM');
  expect(await socket.closed()).toBe(closeCodes.restart);
  expect(await server.exited).toBe(0);
  expect(server.err()).toContain('server stopped');
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  'SG19 stops as gracefully when scripts/start.mjs gets %s',
  async (signal) => {
    const folder = temporaryFolder();
    // As scripts/start.mjs, without what that would install and build first.
    const lib = join(import.meta.dirname, '../../../scripts/lib/run.mjs');
    const start = `import { runService } from '${lib}'; process.exit(await runService('node', ['${program}']))`;
    const env = { FJERNHJELP_HOST: '127.0.0.1', FJERNHJELP_PORT: '0', FJERNHJELP_DATA_FOLDER: folder };
    const server = run(folder, env, ['--input-type=module', '-e', start]);
    await until(() => server.out().includes('/hjelper'));
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(server.out())?.[0] ?? '';
    const socket = await TestSocket.open(url, '/api/host');
    server.process.kill(signal);
    expect(await socket.closed()).toBe(closeCodes.restart);
    expect(await server.exited).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  },
);

test('"localhost" is reached on both loopback addresses', async () => {
  const server = run(temporaryFolder(), { FJERNHJELP_PORT: '0' });
  await until(() => server.out().includes('/hjelper'));
  const port = /localhost:(\d+)/.exec(server.out())?.[1];
  for (const host of ['127.0.0.1', '[::1]']) {
    expect((await fetch(`http://${host}:${port}/`)).status).toBe(200);
    (await TestSocket.open(`http://${host}:${port}`, '/api/viewer')).drop();
  }
});

test('a log on a full disk stops nobody', async () => {
  const full = openSync('/dev/full', 'w');
  onTestFinished(() => closeSync(full));
  const server = run(
    temporaryFolder(),
    { FJERNHJELP_HOST: '127.0.0.1', FJERNHJELP_PORT: '0' },
    undefined,
    full,
  );
  await until(() => server.out().includes('/hjelper') || server.process.exitCode !== null);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(server.out())?.[0] ?? '';
  const host = await TestSocket.open(url, '/api/host');
  host.send({ type: 'register', version: limits.protocolVersion });
  expect(await host.json()).toMatchObject({ type: 'registered' });
  host.send({ type: 'end', reason: 'ended-by-user' });
  expect(await host.closed()).toBe(closeCodes.normal);
});

test('what is wrong at the start is one line on stderr and exit code 1', async () => {
  const folder = temporaryFolder();
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  onTestFinished(() => void taken.close());
  const port = String((taken.address() as { port: number }).port);
  writeFileSync(join(folder, 'a-file'), '');
  const runs: [Run, RegExp][] = [
    [run(folder, { FJERNHJELP_PROT: '1' }), /unknown setting FJERNHJELP_PROT/],
    [
      run(folder, { FJERNHJELP_PORT: 'x', LANG: 'nn_NO.UTF-8' }),
      /innstillinga FJERNHJELP_PORT skal vere eit heiltal/,
    ],
    // A folder of its own: the others open their databases at the same time.
    [
      run(temporaryFolder(), { FJERNHJELP_PORT: port, LANG: 'nb_NO.UTF-8' }),
      /port \d+ på localhost er i bruk/,
    ],
    [run(folder, { FJERNHJELP_DATA_FOLDER: 'a-file' }), /data folder .*a-file cannot be written/],
    [
      run(folder, { FJERNHJELP_TLS_CERTIFICATE_FILE: 'c', FJERNHJELP_TLS_KEY_FILE: 'k' }),
      /certificate .* cannot be used/,
    ],
    [run(folder, {}, [program, '--what']), /unknown argument --what/],
  ];
  for (const [{ exited, err, out }, pattern] of runs) {
    expect(await exited).toBe(1);
    expect(err()).toMatch(pattern);
    expect(err().trimEnd().split('\n')).toHaveLength(1);
    expect(out()).toBe('');
  }
});
