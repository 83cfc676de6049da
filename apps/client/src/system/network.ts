import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { SystemReport } from '@fjernhjelp/protocol';

type Check = SystemReport['checks'][number];

const PATIENCE_MS = 5000;

/** @returns adapters with their addresses, without the machine's own loop */
export function readAdapters(): SystemReport['adapters'] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) => {
    const outer = addresses.filter(({ internal }) => !internal).map(({ address }) => address);
    return outer.length === 0 ? [] : [{ name, addresses: outer }];
  });
}

/**
 * Tries whether the server can be reached: its name, its port directly, and the proxy where there is one.
 * @param server the server's origin
 * @param proxy through which the client reaches it
 */
export function checkNetwork(server: string, proxy: URL | undefined): Promise<Check[]> {
  const { hostname, host, port, protocol } = new URL(server);
  const name = hostname.replace(/^\[|\]$/g, '');
  const serverPort = Number(port) || (protocol === 'https:' ? 443 : 80);
  const checks = [
    timed('name', name, () => lookup(name)),
    timed('server', port === '' ? `${host}:${serverPort}` : host, () => reach(name, serverPort)),
  ];
  if (proxy !== undefined) {
    const proxyPort = Number(proxy.port) || (proxy.protocol === 'https:' ? 443 : 80);
    // Without the name and password that may stand before it.
    checks.push(timed('proxy', `${proxy.hostname}:${proxyPort}`, () => reach(proxy.hostname, proxyPort)));
  }
  return Promise.all(checks);
}

async function timed(what: Check['what'], target: string, task: () => Promise<unknown>): Promise<Check> {
  const startMs = performance.now();
  try {
    await task();
    return { what, target, tookMs: Math.round(performance.now() - startMs) };
  } catch {
    return { what, target, tookMs: null };
  }
}

function reach(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: PATIENCE_MS });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => socket.destroy(new Error('timeout')));
    socket.once('error', reject);
  });
}
