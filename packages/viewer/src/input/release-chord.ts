import type { KeyLike } from './key-event.ts';

/**
 * The way out of the remote screen for people who use no pointer (WCAG 2.1.2): these three pressed together and let go
 * with no other key in between. As modifiers alone they mean nothing to programs, they are on every keyboard, and
 * programs' own shortcuts with all three still work, for those have one key more.
 */
export const releaseChord = ['Control', 'Alt', 'Shift'] as const;

type ChordKey = (typeof releaseChord)[number];

const chordCodes: Readonly<Record<string, ChordKey>> = {
  ControlLeft: 'Control',
  ControlRight: 'Control',
  AltLeft: 'Alt',
  AltRight: 'Alt',
  ShiftLeft: 'Shift',
  ShiftRight: 'Shift',
};

export interface ReleaseChord {
  down(event: KeyLike): void;
  /** @returns whether the chord is complete and let go with this */
  up(event: KeyLike): boolean;
  /** Something else was done while the keys are down: this time it is no chord. */
  spoil(): void;
  clear(): void;
}

export function createReleaseChord(): ReleaseChord {
  const down = new Set<string>();
  let seen = new Set<ChordKey>();
  let isSpoiled = false;

  function clear(): void {
    down.clear();
    seen = new Set();
    isSpoiled = false;
  }

  return {
    clear,
    spoil() {
      isSpoiled = down.size > 0;
    },
    down(event) {
      const chordKey = event.key === 'AltGraph' ? undefined : chordCodes[event.code];
      if (chordKey === undefined) isSpoiled = down.size > 0;
      else {
        down.add(event.code);
        seen.add(chordKey);
      }
    },
    up(event) {
      down.delete(event.code);
      if (down.size > 0) return false;
      const isChord = seen.size === releaseChord.length && !isSpoiled;
      clear();
      return isChord;
    },
  };
}
