import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { Xvfb } from './desktop/x11/testing/xvfb.ts';

const program = fileURLToPath(new URL('./main.ts', import.meta.url));

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-main-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the real program with nothing of this machine's desktop in its environment. */
function run(args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'], HOME: folder, LANG: 'en_GB.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const result: Run = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (data) => {
    result.stdout += data;
  });
  child.stderr.on('data', (data) => {
    result.stderr += data;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...result, code })));
}

async function settingsFile(text: string): Promise<string> {
  const file = join(folder, 'settings.json');
  await writeFile(file, text);
  return file;
}

describe('the client that cannot start', () => {
  it('says so in one sentence in the person’s language, with exit code 1', async () => {
    const sentences = await Promise.all(
      ['nb_NO.UTF-8', 'nn_NO.UTF-8', 'en_GB.UTF-8'].map((LANG) =>
        run(['--no-window', '--sever', 'x'], { LANG }),
      ),
    );
    expect(sentences).toEqual([
      { code: 1, stdout: '', stderr: 'Fjernhjelp forstår ikke «--sever».\n' },
      { code: 1, stdout: '', stderr: 'Fjernhjelp forstår ikkje «--sever».\n' },
      { code: 1, stdout: '', stderr: 'Fjernhjelp does not understand “--sever”.\n' },
    ]);
  });

  it('because no server is set', async () => {
    const file = await settingsFile('{}');
    const { code, stderr } = await run(['--settings', file, '--lang', 'en']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `Fjernhjelp does not know which server to use: write its address as “server” in ${file}, or start with --server.\n`,
    });
  });

  it('because of a setting, which it names, in the language of the settings', async () => {
    const file = await settingsFile('{"language":"nn","server":"https://a.no","sever":"b"}');
    expect(await run(['--settings', file])).toEqual({
      code: 1,
      stdout: '',
      stderr: `There is no setting “sever” (${file}).\n`,
    });
  });

  it('because the desktop is Wayland', async () => {
    const env = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' };
    const { code, stderr } = await run(['--server', 'http://localhost:1', '--no-window'], env);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'Fjernhjelp cannot show this desktop because it runs Wayland: log in again with “Xorg”.\n',
    });
  });

  it.each([
    ['not set', {}],
    ['not there', { DISPLAY: ':59999' }],
  ])('because the display is %s', async (_what, env) => {
    const { code, stderr } = await run(
      ['--server', 'http://localhost:1', '--no-window'],
      env as Record<string, string>,
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'Fjernhjelp finds no screen to show.\n' });
  });
});

/** What is for whoever runs it begins with the time. */
const LOG_LINE = /^\d{4}-\d\d-\d\dT/;

describe('the client that finds no server', () => {
  let xvfb: Xvfb;
  let refusing: Server;

  beforeAll(async () => {
    xvfb = await Xvfb.start({ screen: '640x480x24' });
    refusing = createServer((_, response) => response.writeHead(503).end()).listen(0, '127.0.0.1');
    await once(refusing, 'listening');
  });
  afterAll(async () => {
    await xvfb.stop();
    refusing.close();
  });

  it.each([
    ['nobody answers', () => 'http://127.0.0.1:1', 'cannot reach http://127.0.0.1:1'],
    [
      'something else answers',
      () => `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`,
      'did not let Fjernhjelp in (rejected)',
    ],
  ])('because %s says so in one sentence, with exit code 1', async (_what, server, words) => {
    const { code, stdout, stderr } = await run(['--server', server(), '--no-window'], { DISPLAY: xvfb.name });
    expect(code).toBe(1);
    const said = stderr.split('\n').filter((line) => line !== '' && !LOG_LINE.test(line));
    expect(said).toEqual([expect.stringContaining(words)]);
    const statuses = stdout.split('\n').filter(Boolean);
    expect(new Set(statuses.map((line) => JSON.parse(line).phase))).toEqual(new Set(['connecting']));
  });

  it('because it is too old for the server, and says where the newest is', async () => {
    const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(sockets, 'listening');
    sockets.on('connection', (socket) => {
      socket.on('message', () => socket.send('{"type":"error","code":"version-unsupported"}'));
    });
    const server = `http://127.0.0.1:${(sockets.address() as AddressInfo).port}`;
    const { code, stderr } = await run(['--server', server, '--no-window'], { DISPLAY: xvfb.name });
    sockets.close();
    expect(code).toBe(1);
    expect(stderr).toBe(
      `This version of Fjernhjelp no longer fits ${server}: get the newest one at ${server}/#/start.\n`,
    );
  });

  it('because its proxy is none', async () => {
    const env = { DISPLAY: xvfb.name, HTTP_PROXY: 'socks5://kari:hemmelig@proxy:1080' };
    const { code, stderr } = await run(['--server', 'http://server.invalid', '--no-window'], env);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'The proxy in HTTP_PROXY is not a valid address.\n',
    });
  });
});

describe('--version', () => {
  it('prints one line, and asks for no settings', async () => {
    const { code, stdout, stderr } = await run(['--version']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Fjernhjelp \d+\.\d+\.\d+\n$/);
  });
});

describe('--register-link', () => {
  it('writes a handler for links for this user and asks the system to use it', async () => {
    const data = join(folder, 'data');
    const config = join(folder, 'config');
    const env = {
      XDG_DATA_HOME: data,
      XDG_CONFIG_HOME: config,
      XDG_CONFIG_DIRS: config,
      XDG_DATA_DIRS: data,
    };
    const { code, stdout } = await run(['--register-link', '--server', 'https://a.no'], env);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Fjernhjelp opens fjernhjelp links from now on.\n' });
    const entry = await readFile(join(data, 'applications', 'fjernhjelp.desktop'), 'utf8');
    expect(entry).toContain(`Exec=${process.execPath} ${program} --server https://a.no %u\n`);
    expect(await readFile(join(config, 'mimeapps.list'), 'utf8')).toContain(
      'x-scheme-handler/fjernhjelp=fjernhjelp.desktop',
    );
  });
});
