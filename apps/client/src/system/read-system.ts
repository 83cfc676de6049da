import { availableParallelism, cpus, freemem, totalmem, uptime } from 'node:os';
import type { SystemReader } from '@fjernhjelp/host';
import type { ScreenPlace } from '@fjernhjelp/protocol';
import { proxyFor } from '../network/proxy.ts';
import { readAccount } from './account.ts';
import { readDisks } from './disks.ts';
import { checkNetwork, readAdapters } from './network.ts';
import { readOperatingSystem } from './operating-system.ts';

export interface SystemReaderOptions {
  /** The server's origin. */
  server: string;
  env: NodeJS.ProcessEnv;
  /** Asks the desktop. */
  screens(): readonly ScreenPlace[];
}

/** Reads what kind of machine this is from Node's own `os` and `fs`, on Linux and Windows, and changes nothing. */
export function createSystemReader({ server, env, screens }: SystemReaderOptions): SystemReader {
  return {
    async read() {
      const proxy = proxyFor(server, env);
      const [system, account, disks, checks] = await Promise.all([
        readOperatingSystem(),
        readAccount(env),
        readDisks(),
        checkNetwork(server, proxy?.href),
      ]);
      return {
        takenAtMs: Date.now(),
        system,
        account,
        uptimeS: Math.round(uptime()),
        processor: { model: cpus()[0]?.model ?? '', cores: availableParallelism() },
        memory: { totalBytes: totalmem(), freeBytes: freemem() },
        disks,
        screens: screens().map(({ name, widthPx, heightPx }) => ({ name, widthPx, heightPx })),
        adapters: readAdapters(),
        checks,
      };
    },
  };
}
