import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostStatus, UserCommand } from '@fjernhjelp/host/status';
import type { FileSource } from '@fjernhjelp/session/transfer';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { openWindowServer, type WindowServer } from './window-server.ts';

const status: HostStatus = {
  phase: 'waiting',
  online: true,
  wrongTries: 0,
  maxTries: 5,
  passwordReplaced: false,
  paused: false,
  inviting: false,
  helpers: [],
};

let folder: string;
let server: WindowServer;
let url: URL;
let scheduled: Set<() => void>;
const sockets: WebSocket[] = [];
const opened = vi.fn();
const gone = vi.fn();
const chose = vi.fn<(person: number, source: FileSource) => void>();
const canTalk = vi.fn<(page: WebSocket) => void>();
const command = vi.fn<(command: UserCommand) => void>();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'window-server-'));
  await writeFile(join(folder, 'window.html'), '<title>window</title>');
  await writeFile(join(folder, 'index.html'), '<title>portal</title>');
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'assets', 'window-1.js'), 'export {};');
  scheduled = new Set();
  server = await openWindowServer({
    pagesFolder: folder,
    clock: {
      now: () => 0,
      schedule(_delayMs, task) {
        scheduled.add(task);
        return () => void scheduled.delete(task);
      },
    },
    language: 'nn',
    sounds: false,
    opened,
    command,
    gone,
    chose,
    canTalk,
  });
  url = new URL(server.url);
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await server.close();
  await rm(folder, { recursive: true });
  vi.clearAllMocks();
});

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: url.port, path, method, headers }, (response) => {
      response.resume();
      resolve(response);
    })
      .on('error', reject)
      .end();
  });
}

function connect(options: { origin?: string; host?: string; path?: string } = {}): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${url.port}${options.path ?? '/status'}`, {
    origin: options.origin ?? url.origin,
    ...(options.host !== undefined && { headers: { host: options.host } }),
  });
  // One that is refused says so by its answer; the error that ws adds when it is thrown away says nothing more.
  socket.on('error', () => {});
  sockets.push(socket);
  return socket;
}

const nextMessage = (socket: WebSocket) =>
  new Promise<string>((resolve) => socket.once('message', (data) => resolve(String(data))));
const closeCode = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve));
const refusal = (socket: WebSocket) =>
  new Promise<number | undefined>((resolve) => {
    socket.once('unexpected-response', (_, response) => resolve(response.statusCode));
  });

async function openWindow(): Promise<WebSocket> {
  const socket = connect();
  const first = nextMessage(socket);
  socket.once('open', () => socket.send(url.hash.slice(1)));
  await first;
  return socket;
}

describe('the pages', () => {
  it('are at an address that holds the language and, out of sight of servers, 32 random bytes', () => {
    expect(url.searchParams.get('lang')).toBe('nn');
    expect(url.searchParams.get('sounds')).toBe('off');
    expect(Buffer.from(url.hash.slice(1), 'base64url').length).toBe(32);
  });

  it('come with a policy that lets in nothing from elsewhere', async () => {
    const response = await get('/window.html?lang=nn');
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.headers['content-security-policy']).toContain("default-src 'none'");
    expect(response.headers['content-security-policy']).not.toContain('unsafe');
    expect(response.headers['permissions-policy']).toBe('camera=(), geolocation=(), microphone=(self)');
    expect(response.headers['x-content-type-options']).toBe('nosniff');
    expect((await get('/assets/window-1.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    '/',
    '/index.html',
    '/assets/missing.js',
    '/assets/../index.html',
    '/assets/..%2findex.html',
    '/../../../../etc/passwd',
    '/assets',
    '//window.html',
    '/assets/window-1.js/x',
  ])('are not at %s', async (path) => {
    expect((await get(path)).statusCode).toBe(404);
  });

  it.each(['localhost', 'evil.example', '127.0.0.1'])('are not given to the host name %s', async (host) => {
    expect((await get('/window.html', { host })).statusCode).toBe(403);
  });

  it('are only read', async () => {
    expect((await get('/window.html', {}, 'POST')).statusCode).toBe(405);
    expect((await get('/window.html', {}, 'HEAD')).statusCode).toBe(200);
  });
});

describe('the status', () => {
  it('goes to the window that shows the token, at once and on every change', async () => {
    server.show(status);
    const socket = connect();
    const first = nextMessage(socket);
    socket.once('open', () => socket.send(url.hash.slice(1)));
    expect(JSON.parse(await first)).toEqual(status);
    expect(opened).toHaveBeenCalledOnce();
    const second = nextMessage(socket);
    server.show({ ...status, wrongTries: 1 });
    expect(JSON.parse(await second)).toEqual({ ...status, wrongTries: 1 });
  });

  it.each([
    ['a wrong token', 'A'.repeat(43)],
    ['no token', ''],
    ['a command', '{"type":"end"}'],
  ])('does not go to who shows %s', async (_what, shown) => {
    server.show(status);
    const socket = connect();
    const heard = vi.fn();
    socket.on('message', heard);
    socket.once('open', () => socket.send(shown));
    expect(await closeCode(socket)).toBe(4001);
    expect(heard).not.toHaveBeenCalled();
    expect(command).not.toHaveBeenCalled();
  });

  it('does not wait long for a token', async () => {
    const socket = connect();
    await new Promise((resolve) => socket.once('open', resolve));
    await vi.waitFor(() => expect(scheduled.size).toBe(1));
    for (const task of scheduled) task();
    expect(await closeCode(socket)).toBe(4001);
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['the same host on another port', { origin: 'http://127.0.0.1:1' }],
    ['another host name', { host: 'localhost' }],
    ['another path', { path: '/' }],
  ])('does not go to %s', async (_what, options) => {
    expect(await refusal(connect(options))).toBe(403);
  });
});

describe('commands', () => {
  it('are passed on, and what is none is ignored', async () => {
    server.show(status);
    const socket = await openWindow();
    socket.send('{');
    socket.send('{"type":"format-disk"}');
    socket.send('{"type":"allow-grant","person":1,"grant":"root","duration":"session"}');
    socket.send('{"type":"allow-grant","person":1,"grant":"control","duration":"for ever"}');
    socket.send('{"type":"allow","person":0}');
    socket.send('{"type":"__proto__"}');
    socket.send('{"type":"allow","person":1,"more":1}');
    await vi.waitFor(() => expect(command.mock.calls).toEqual([[{ type: 'allow', person: 1 }]]));
  });

  it('that are too long cost the window its line, and nothing else', async () => {
    server.show(status);
    const socket = await openWindow();
    socket.send(' '.repeat(17_000));
    await closeCode(socket);
    server.show(status);
    await openWindow();
  });
});

describe('the window', () => {
  it('is gone when it does not come back', async () => {
    server.show(status);
    const socket = await openWindow();
    socket.close();
    await vi.waitFor(() => expect(scheduled.size).toBe(1));
    expect(gone).not.toHaveBeenCalled();
    for (const task of scheduled) task();
    expect(gone).toHaveBeenCalledOnce();
  });

  it('is not gone when it is reloaded', async () => {
    server.show(status);
    const socket = await openWindow();
    socket.close();
    await vi.waitFor(() => expect(scheduled.size).toBe(1));
    await openWindow();
    expect(scheduled.size).toBe(0);
    expect(gone).not.toHaveBeenCalled();
  });
});

describe('files that the user chose', () => {
  const choice = JSON.stringify({ person: 2, entries: [{ kind: 'file', sizeBytes: 5, path: 'brev.txt' }] });

  async function choose(...messages: string[]): Promise<WebSocket> {
    const socket = connect({ path: '/files' });
    await new Promise((resolve) => socket.once('open', resolve));
    for (const message of messages) socket.send(message);
    return socket;
  }

  it('are read from the page piece by piece', async () => {
    const socket = await choose(url.hash.slice(1), choice);
    await vi.waitFor(() => expect(chose).toHaveBeenCalledOnce());
    const [person, source] = chose.mock.calls[0]!;
    expect(person).toBe(2);
    expect(source.entries).toEqual([{ kind: 'file', sizeBytes: 5, path: 'brev.txt' }]);
    const asked = nextMessage(socket);
    const reading = source.read(0, 1, 3);
    expect(JSON.parse(await asked)).toEqual({ read: 1, entry: 0, offset: 1, mostBytes: 3 });
    socket.send(Buffer.from([0, 0, 0, 1, 7, 8, 9]));
    expect([...(await reading)]).toEqual([7, 8, 9]);
    source.close();
    expect(await closeCode(socket)).toBe(1000);
  });

  it('cannot be read when the page says so, gives too much, or is gone', async () => {
    const socket = await choose(url.hash.slice(1), choice);
    await vi.waitFor(() => expect(chose).toHaveBeenCalledOnce());
    const source = chose.mock.calls[0]![1];
    const failed = source.read(0, 0, 3);
    socket.send('{"failed":1}');
    await expect(failed).rejects.toMatchObject({ code: 'not-readable' });
    const tooMuch = source.read(0, 0, 3);
    socket.send(Buffer.from([0, 0, 0, 2, 1, 2, 3, 4]));
    await expect(tooMuch).rejects.toMatchObject({ code: 'not-readable' });
    const gone = source.read(0, 0, 3);
    socket.close();
    await expect(gone).rejects.toMatchObject({ code: 'not-readable' });
    await expect(source.read(0, 0, 3)).rejects.toMatchObject({ code: 'not-readable' });
  });

  it.each([
    ['another token', () => ['x', choice]],
    ['no list', () => [url.hash.slice(1), '{"person":2,"entries":[]}']],
    [
      'a path that is too long',
      () => [
        url.hash.slice(1),
        JSON.stringify({ person: 2, entries: [{ kind: 'file', sizeBytes: 1, path: 'x'.repeat(1025) }] }),
      ],
    ],
    ['no JSON', () => [url.hash.slice(1), 'x']],
  ])('are refused with %s', async (_what, messages) => {
    const socket = await choose(...messages());
    expect(await closeCode(socket)).toBe(4001);
    expect(chose).not.toHaveBeenCalled();
  });

  it('are refused from another origin', async () => {
    expect(await refusal(connect({ path: '/files', origin: 'https://example.org' }))).toBe(403);
  });
});
