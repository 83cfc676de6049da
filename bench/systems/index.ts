import { systems as peers } from '../peers/index.ts';
import type { SystemUnderTest } from '../systems.ts';
import { systems as own } from './fjernhjelp.ts';

/** Ours first, then those that it is compared with. */
export const systems: readonly SystemUnderTest[] = [...own, ...peers];
