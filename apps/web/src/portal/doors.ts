import type { Door } from '../operator/operator.ts';
import type { Machine } from './machine.ts';

/** Where the browser door is (apps/server/src/http/pages.ts). */
export const BROWSER_DOOR_PATH = '/del';

/**
 * @param offered by the operator, in that order
 * @param hasPackage whether there is a package for this machine
 * @param last what opened here before, if anything did
 * @returns the ways in that can work on this machine, the likeliest first
 */
export function doorsFor(
  machine: Machine,
  offered: readonly Door[],
  hasPackage: boolean,
  last: string | null,
): readonly Door[] {
  const isPossible: Readonly<Record<Door, boolean>> = {
    client: machine.kind === 'windows' || machine.kind === 'linux',
    package: hasPackage && machine.kind !== 'handheld',
    browser: machine.sharing === 'possible' && machine.kind !== 'handheld',
  };
  const possible = offered.filter((door) => isPossible[door]);
  return [...possible.filter((door) => door === last), ...possible.filter((door) => door !== last)];
}

/** What the user has tried. The door in front is the first that was not given up. */
export interface Way {
  readonly front: Door | undefined;
  readonly others: readonly Door[];
}

/** @param givenUp did not open; they can still be tried again */
export function wayOf(doors: readonly Door[], givenUp: ReadonlySet<Door>): Way {
  const front = doors.find((door) => !givenUp.has(door));
  return { front, others: doors.filter((door) => door !== front) };
}
