import { useEffect, useSyncExternalStore } from 'react';
import type { Door } from './create-door.ts';
import type { DoorStatus } from './door-status.ts';

/** Phases in which leaving the page would end something. */
const busy: readonly DoorStatus['host']['phase'][] = ['asking', 'sharing', 'reconnecting'];

/** @returns what the door says now */
export function useDoor(door: Door): DoorStatus {
  const status = useSyncExternalStore(door.subscribe, () => door.status);
  const isBusy = busy.includes(status.host.phase);
  useEffect(() => {
    if (!isBusy) return;
    // The browser asks in its own words whether the user means it.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isBusy]);
  return status;
}
