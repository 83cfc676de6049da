import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SystemUnderTest } from '../systems.ts';
import { systems as own } from './fjernhjelp.ts';

const peersFile = join(import.meta.dirname, '../peers/index.ts');
const peers: { systems: readonly SystemUnderTest[] } = existsSync(peersFile)
  ? await import(peersFile)
  : { systems: [] };

/** Ours first, then those that it is compared with. */
export const systems: readonly SystemUnderTest[] = [...own, ...peers.systems];
