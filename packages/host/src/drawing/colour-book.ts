import { drawingColours } from '@fjernhjelp/protocol';

/** Which helper draws in which colour; no two in the same (PROTOCOL.md DR7). */
export interface ColourBook {
  /** @returns an index of `drawingColours`, the same until another is chosen */
  of(person: number): number;
  /** One that somebody else has is not taken. */
  choose(person: number, colour: number): void;
  /** They are gone. */
  release(person: number): void;
}

export function createColourBook(): ColourBook {
  const taken = new Map<number, number>();
  const isFree = (colour: number) => ![...taken.values()].includes(colour);

  function of(person: number): number {
    const known = taken.get(person);
    if (known !== undefined) return known;
    // There are more colours than helpers.
    const free = Math.max(
      0,
      drawingColours.findIndex((_, colour) => isFree(colour)),
    );
    taken.set(person, free);
    return free;
  }

  return {
    of,
    choose(person, colour) {
      if (isFree(colour)) taken.set(person, colour);
    },
    release: (person) => void taken.delete(person),
  };
}
