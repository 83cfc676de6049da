import type { Agent } from 'node:http';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { StartProblem } from '../start-problem.ts';
import type { System } from '../system.ts';

/**
 * The proxy that HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY (or the same in lower case) name for the server.
 * The line is a tunnel through it (CONNECT, RFC 9110 section 9.3.6), so the proxy sees no more than the server's name.
 * @param server the server's origin
 * @param env the process's own environment: which servers NO_PROXY leaves out is always read from that
 * @throws StartProblem "proxy-malformed"
 */
export function proxyFor(server: string, env: NodeJS.ProcessEnv): URL | undefined {
  const variable = server.startsWith('https:') ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const found = getProxyForUrl(server);
  if (found === '') return undefined;
  // "proxy:3128" without a scheme is an ordinary proxy that is spoken to in the clear.
  const written =
    env[variable.toLowerCase()] || env[variable] || env['all_proxy'] || env['ALL_PROXY'] || found;
  const proxy = URL.parse(written.includes('://') ? written : `http://${written}`);
  if (proxy === null || (proxy.protocol !== 'http:' && proxy.protocol !== 'https:'))
    throw new StartProblem('proxy-malformed', { variable });
  return proxy;
}

/**
 * What the environment names goes before what the system's settings do.
 * @throws StartProblem "proxy-malformed"
 */
export async function findProxy(
  server: string,
  env: NodeJS.ProcessEnv,
  system: Pick<System, 'findProxy'>,
): Promise<URL | undefined> {
  return proxyFor(server, env) ?? (await system.findProxy(server));
}

/** @param ca certificates that are trusted besides Node's own, for a proxy that is reached over TLS */
export function proxyAgent(proxy: URL, ca: readonly string[] | undefined): Agent {
  return new HttpsProxyAgent(proxy, ca === undefined ? {} : { ca: [...ca] });
}
