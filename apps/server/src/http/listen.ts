import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { causeOf, StartFailure } from '../start-failure.ts';
import type { App, WebServer } from './app.ts';

/** A machine without IPv6 has no second address for "localhost". */
const NO_SUCH_ADDRESS = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];

/**
 * Listens. "localhost" means both loopback addresses, as browsers try either.
 * @param port 0 takes a free one
 * @returns the port, and what closes the second address (the application closes the first)
 * @throws StartFailure "port-in-use" | "cannot-listen"
 */
export async function listen(
  app: App,
  host: string,
  port: number,
): Promise<{ port: number; closeSecond(): void }> {
  const fail = (cause: unknown): never => {
    const why = causeOf(cause);
    const values = { host, port: String(port), why };
    throw new StartFailure(why === 'EADDRINUSE' ? 'port-in-use' : 'cannot-listen', values, { cause });
  };
  await app.fastify.listen({ host: host === 'localhost' ? '127.0.0.1' : host, port }).catch(fail);
  const actualPort = (app.fastify.server.address() as AddressInfo).port;
  if (host !== 'localhost') return { port: actualPort, closeSecond: () => {} };

  const second = app.createServer();
  await listenOn(second, '::1', actualPort).catch((cause: unknown) => {
    if (!NO_SUCH_ADDRESS.includes(causeOf(cause))) fail(cause);
  });
  return {
    port: actualPort,
    closeSecond() {
      second.close();
      second.closeAllConnections();
    },
  };
}

async function listenOn(server: WebServer, host: string, port: number): Promise<void> {
  server.listen({ host, port });
  await once(server, 'listening');
}
