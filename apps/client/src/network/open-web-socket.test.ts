import { spawn } from 'node:child_process';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { type MadeCertificates, makeCertificates } from './testing/certificates.ts';
import { type ConnectProxy, startConnectProxy } from './testing/connect-proxy.ts';

const program = fileURLToPath(new URL('./testing/try-connection.ts', import.meta.url));

let certificates: MadeCertificates;
let encrypted: Server;
let plain: ReturnType<typeof createHttpServer>;
let proxy: ConnectProxy;
let proxyPort: string;

/** Answers every viewer that it knows no ID: enough to see that a line came about. */
function answerViewers(server: Server | ReturnType<typeof createHttpServer>): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', () => socket.send('{"type":"error","code":"unknown-id"}'));
  });
}

const listening = (server: Server | ReturnType<typeof createHttpServer>) =>
  new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const portOf = (server: Server | ReturnType<typeof createHttpServer>) =>
  (server.address() as AddressInfo).port;

beforeAll(async () => {
  certificates = makeCertificates();
  encrypted = createHttpsServer({ cert: certificates.cert, key: certificates.key });
  plain = createHttpServer();
  for (const server of [encrypted, plain]) {
    answerViewers(server);
    await listening(server);
  }
});
afterAll(() => {
  encrypted.close();
  plain.close();
  certificates.remove();
});
beforeEach(async () => {
  proxy = await startConnectProxy();
  proxyPort = new URL(proxy.url).port;
});
afterEach(() => proxy.close());

/** @param env of a process that has nothing of this machine's proxies and certificates */
function connect(origin: string, env: Record<string, string> = {}): Promise<string> {
  const child = spawn(process.execPath, [program, origin], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  return new Promise((resolve) => child.on('close', () => resolve(output)));
}

const overTls = () => `https://localhost:${portOf(encrypted)}`;
const inTheClear = () => `http://127.0.0.1:${portOf(plain)}`;

describe('the line to the server', () => {
  it('is not opened to a server that nobody vouches for, directly and through a proxy', async () => {
    const tries = [connect(overTls()), connect(overTls(), { HTTPS_PROXY: proxy.url })];
    expect(await Promise.all(tries)).toEqual(['certificate-untrusted', 'certificate-untrusted']);
    expect(proxy.asked).toEqual([`localhost:${portOf(encrypted)}`]);
  });

  it('trusts whom the system’s certificate store trusts', async () => {
    expect(await connect(overTls(), { SSL_CERT_FILE: certificates.caFile })).toBe('connected');
  });

  it('trusts whom NODE_EXTRA_CA_CERTS adds', async () => {
    expect(await connect(overTls(), { NODE_EXTRA_CA_CERTS: certificates.caFile })).toBe('connected');
  });

  it('is not opened to a trusted certificate under another name', async () => {
    const origin = overTls().replace('localhost', '127.0.0.1');
    expect(await connect(origin, { SSL_CERT_FILE: certificates.caFile })).toBe('certificate-untrusted');
  });

  it('goes through the proxy, encrypted and in the clear', async () => {
    const env = { SSL_CERT_FILE: certificates.caFile, HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url };
    expect(await Promise.all([connect(overTls(), env), connect(inTheClear(), env)])).toEqual([
      'connected',
      'connected',
    ]);
    expect([...proxy.asked].sort()).toEqual([`127.0.0.1:${portOf(plain)}`, `localhost:${portOf(encrypted)}`]);
  });

  it('tells the proxy the name and password that stand in its address', async () => {
    const HTTP_PROXY = `http://kari:hem%3Amelig@127.0.0.1:${proxyPort}`;
    expect(await connect(inTheClear(), { HTTP_PROXY })).toBe('connected');
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('kari:hem:melig').toString('base64')}`]);
  });

  it('goes past the proxy where NO_PROXY says so', async () => {
    const env = { HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' };
    expect(await connect(inTheClear(), env)).toBe('connected');
    expect(proxy.asked).toEqual([]);
  });

  it('is refused by a proxy that refuses', async () => {
    const refusing = await startConnectProxy(407);
    expect(await connect(inTheClear(), { HTTP_PROXY: refusing.url })).toBe('rejected');
    refusing.close();
  });

  it('is not opened past a proxy that is not there', async () => {
    const gone = await startConnectProxy();
    gone.close();
    expect(await connect(inTheClear(), { HTTP_PROXY: gone.url })).toBe('unreachable');
  });
});
