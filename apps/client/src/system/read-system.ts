import { availableParallelism, cpus, freemem, totalmem, uptime } from 'node:os';
import type { SystemReader } from '@fjernhjelp/host';
import { type ScreenPlace, systemClock } from '@fjernhjelp/protocol';
import { readAccount } from './account.ts';
import { createDiskReader, findDiskPlaces } from './disks.ts';
import { checkNetwork, readAdapters } from './network.ts';
import { readOperatingSystem } from './operating-system.ts';

export interface SystemReaderOptions {
  /** The server's origin. */
  server: string;
  /** Through which the server is reached. */
  proxy: URL | undefined;
  env: NodeJS.ProcessEnv;
  /** Asks the desktop. */
  screens(): readonly ScreenPlace[];
}

/** Reads what kind of machine this is from Node's own `os` and `fs`, on Linux and Windows, and changes nothing. */
export function createSystemReader({ server, proxy, env, screens }: SystemReaderOptions): SystemReader {
  const readDisks = createDiskReader(systemClock);
  return {
    async read() {
      const [system, account, disks, checks] = await Promise.all([
        readOperatingSystem(),
        readAccount(env),
        findDiskPlaces().then(readDisks),
        checkNetwork(server, proxy),
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
