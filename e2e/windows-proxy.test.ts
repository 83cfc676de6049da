import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ConnectProxy, startConnectProxy } from '../apps/client/src/network/testing/connect-proxy.ts';
import { Display } from './harness/display.ts';
import { Resources } from './harness/resources.ts';
import { Server } from './harness/server.ts';
import { Wine } from './harness/wine.ts';

/** The user's Internet settings, as Wine's registry and WinHTTP have them, and the client's way to its server. */
const SETTINGS = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

const resources = new Resources();
let server: Server;
let wine: Wine;
let proxy: ConnectProxy;

beforeAll(async () => {
  const display = await Display.start(resources, { widthPx: 640, heightPx: 480 });
  [server, wine] = await Promise.all([Server.start(resources), Wine.open(resources, display)]);
});
beforeEach(async () => {
  proxy = await startConnectProxy();
  resources.add(() => proxy.close());
});
afterAll(() => resources.close());

async function set(name: string, value: string | number): Promise<void> {
  const type = typeof value === 'number' ? 'REG_DWORD' : 'REG_SZ';
  const written = ['add', SETTINGS, '/v', name, '/t', type, '/d', String(value), '/f'];
  expect((await wine.run('reg', written)).exitCode).toBe(0);
}

/** Starts the client until it has an ID. @returns what the proxy was asked for */
async function register(): Promise<readonly string[]> {
  const client = wine.startClient(server.url);
  await client.credentials();
  client.process.signal('SIGTERM');
  await client.process.exited;
  return proxy.asked;
}

test('the user’s static proxy is gone through, and left out where the settings say so', async () => {
  await set('ProxyEnable', 1);
  await set('ProxyServer', proxy.url.replace('http://', ''));
  expect(await register()).toEqual([new URL(server.url).host]);
  await set('ProxyOverride', '10.*;127.*;<local>');
  expect(await register()).toHaveLength(1);
});

test('the automatic-configuration address decides before the static proxy does', async () => {
  const script = createServer((_, response) => {
    response.setHeader('Content-Type', 'application/x-ns-proxy-autoconfig');
    response.end(`function FindProxyForURL(url, host) { return "PROXY ${new URL(proxy.url).host}"; }`);
  }).listen(0, '127.0.0.1');
  await once(script, 'listening');
  resources.add(() => script.close());
  await set('ProxyServer', '127.0.0.1:1');
  await set('ProxyOverride', '');
  await set('AutoConfigURL', `http://127.0.0.1:${(script.address() as AddressInfo).port}/proxy.pac`);
  expect(await register()).toEqual([new URL(server.url).host]);
});
