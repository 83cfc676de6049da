import { existsSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Server as TlsServer } from 'node:tls';
import { systemClock, systemRandomBytes } from '@fjernhjelp/protocol/signalling';
import { Broker } from './broker/broker.ts';
import { Links } from './broker/links.ts';
import { Sessions } from './broker/sessions.ts';
import { createApp, type WebServer } from './http/app.ts';
import { addHealth } from './http/health.ts';
import { listen } from './http/listen.ts';
import { addOperator } from './http/operator.ts';
import { addPackages } from './http/packages.ts';
import { addNotFound, addPages, BROWSER_DOOR } from './http/pages.ts';
import { addSecurityHeaders } from './http/security-headers.ts';
import { createSources } from './http/source-address.ts';
import { createUpgrade } from './http/upgrade.ts';
import { openLog } from './log.ts';
import { openOperator } from './operator/operator.ts';
import { openPackages } from './packages/open-packages.ts';
import type { ServerPorts } from './ports.ts';
import type { ServerSettings } from './settings/definitions.ts';
import { OpenSockets } from './sockets/open-sockets.ts';
import { WaitingRoom } from './sockets/waiting-room.ts';
import { Store } from './store/store.ts';
import { fingerprintOf } from './tls/material.ts';
import { openTls } from './tls/tls.ts';

export interface RunningServer {
  /** Where the pages are, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** SHA-256 of a self-made certificate. */
  readonly selfSignedFingerprint: string | undefined;
  /** What is going on: for tests and, later, metrics. */
  load(): {
    readonly sessions: number;
    readonly sockets: number;
    readonly pingsUnderWay: number;
    readonly offeredLinks: number;
    readonly openLinks: number;
    readonly relayHeldBytes: number;
  };
  /** Stops gracefully: every socket hears "restart", sessions stay live in the store. May be called twice. */
  close(): Promise<void>;
}

/**
 * Builds the server in order and listens; closes in reverse.
 * @throws StartFailure for what the operator can put right
 */
export async function startServer(
  settings: ServerSettings,
  given: Partial<ServerPorts> = {},
): Promise<RunningServer> {
  const ports: ServerPorts = {
    clock: systemClock,
    epochNow: Date.now,
    random: systemRandomBytes,
    log: openLog(settings.logLevel),
    ...given,
  };
  const closers: (() => void | Promise<void>)[] = [];
  const closeAll = async () => {
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer();
  };

  try {
    let stopping = false;
    const store = await Store.open(settings.dataFolder);
    closers.push(() => store.close());
    const tls = await openTls(settings, ports);

    const sessions = new Sessions(store, ports, settings.maxSessions);
    const links = new Links(ports, settings.maxLinksPerSession, tls !== undefined);
    const broker = new Broker(sessions, links, ports, settings);
    await sessions.restore();
    closers.push(() => sessions.close());
    closers.push(() => links.close());

    const sources = createSources(settings.trustedProxies);
    const sockets = new OpenSockets(ports.clock);
    const upgrade = createUpgrade({
      broker,
      sockets,
      sources,
      waitingRoom: new WaitingRoom(settings.maxWaitingSockets, ports.clock),
      publicUrl: settings.publicUrl,
      stopping: () => stopping,
    });
    const servers: WebServer[] = [];
    const app = createApp(ports.log, tls?.material, (server) => {
      servers.push(server);
      server.on('upgrade', upgrade);
    });
    addSecurityHeaders(app.fastify, sources, !settings.selfSigned);
    addHealth(
      app.fastify,
      ports.log,
      () => stopping,
      () => store.probe(ports.epochNow()),
    );
    const { webFolder } = settings;
    const hasBrowserDoor = webFolder !== undefined && existsSync(join(webFolder, BROWSER_DOOR.file));
    const operator = await openOperator(settings, hasBrowserDoor);
    addOperator(app.fastify, operator);
    if (webFolder !== undefined) await addPages(app.fastify, webFolder, operator);
    const packages = await openPackages(settings.packagesFolder);
    closers.push(() => packages.close());
    addPackages(app.fastify, packages);
    addNotFound(app.fastify, webFolder, operator);
    closers.push(() => app.fastify.close());

    if (tls) {
      const unwatch = tls.watch(({ certificate, key }) => {
        for (const server of servers) {
          if (server instanceof TlsServer)
            server.setSecureContext({ cert: certificate, key, minVersion: 'TLSv1.2' });
        }
      });
      closers.push(unwatch);
    }
    const { port, closeSecond } = await listen(app, settings.host, settings.port);
    closers.push(closeSecond);
    closers.push(async () => {
      stopping = true;
      await sockets.closeAll();
    });

    const openTo = ['0.0.0.0', '::'].includes(settings.host) ? hostname() : settings.host;
    const shownHost = isIPv6(openTo) ? `[${openTo}]` : openTo;
    const url = settings.publicUrl ?? `${tls ? 'https' : 'http'}://${shownHost}:${port}`;
    ports.log.info({ url, port }, 'server started');
    let closed: Promise<void> | undefined;
    return {
      url: url.replace(/\/$/, ''),
      port,
      selfSignedFingerprint: tls && settings.selfSigned ? fingerprintOf(tls.material) : undefined,
      load() {
        const { heldBytes, offered, open } = links.load;
        return {
          sessions: sessions.size,
          sockets: sockets.size,
          pingsUnderWay: sockets.pingsUnderWay,
          offeredLinks: offered,
          openLinks: open,
          relayHeldBytes: heldBytes,
        };
      },
      close() {
        closed ??= closeAll().then(() => ports.log.info('server stopped'));
        return closed;
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
