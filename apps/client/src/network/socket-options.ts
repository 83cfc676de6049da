import { getCACertificates } from 'node:tls';
import type { ClientOptions } from 'ws';
import { proxyAgent } from './proxy.ts';
import { quickConnection } from './quick-connection.ts';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Whom the client trusts: Node's own list, what NODE_EXTRA_CA_CERTS adds, and the system's store, where an operator puts
 * an authority of their own. Reading takes a few tens of milliseconds: only for an encrypted line.
 * @returns PEM certificates
 */
function trustedCertificates(): string[] {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
}

/**
 * How sockets to the server are opened on this machine: through its proxy, trusting what it trusts. Made once.
 * @param server the server's origin
 */
export function createSocketOptions(server: string, proxy: URL | undefined): ClientOptions {
  const encrypted = server.startsWith('https:') || proxy?.protocol === 'https:';
  const ca = encrypted ? trustedCertificates() : undefined;
  return {
    handshakeTimeout: CONNECT_TIMEOUT_MS,
    // What is sent is ciphertext: compressing it costs and gains nothing.
    perMessageDeflate: false,
    followRedirects: false,
    ...(ca !== undefined && { ca }),
    ...(proxy === undefined
      ? { createConnection: quickConnection(encrypted) }
      : { agent: proxyAgent(proxy, ca) }),
  };
}
