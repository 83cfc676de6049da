import type { HostStatus } from '@fjernhjelp/host/status';
import { useEffect, useRef, useState } from 'react';
import { readRemembered, remember } from '../../storage/remembered.ts';
import { isSharing } from '../use-headline.ts';
import type { HostLine } from '../use-host-line.ts';
import { type Chimes, chimeBetween, createChimes } from './chime.ts';

/** Whether the window sounds when helpers come and go, and the way to change that. */
export interface Sounds {
  readonly isOn: boolean;
  toggle(): void;
}

/** What the operator has set for the client, whose browser keeps nothing from session to session. */
const wished = () => new URLSearchParams(location.search).get('sounds');

const nobody: readonly number[] = [];

/** Sounds when a helper comes or goes, unless the person has turned that off. */
export function useSounds(line: HostLine): Sounds {
  const [isOn, setIsOn] = useState(() => (readRemembered('sounds') ?? wished()) !== 'off');
  const chimes = useRef<Chimes>(null);
  const before = useRef<readonly number[]>(nobody);
  const people = typeof line === 'object' ? peopleOf(line) : before.current;
  const key = people.join();

  useEffect(() => {
    const made = createChimes(() => new AudioContext());
    chimes.current = made;
    return () => made.close();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the numbers are what matters of them.
  useEffect(() => {
    const chime = chimeBetween(before.current, people);
    before.current = people;
    if (chime !== undefined && isOn) chimes.current?.play(chime);
  }, [key, isOn]);

  return {
    isOn,
    toggle() {
      setIsOn(!isOn);
      remember('sounds', isOn ? 'off' : 'on');
    },
  };
}

function peopleOf({ helpers }: HostStatus): readonly number[] {
  return helpers.filter(isSharing).map(({ person }) => person);
}
