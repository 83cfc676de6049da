import { useSyncExternalStore } from 'react';
import { useLeaveQuestion } from '../layout/use-leave-question.ts';
import type { Door } from './create-door.ts';
import type { DoorStatus } from './door-status.ts';

/** Phases in which leaving the page would end something. */
const busy: readonly DoorStatus['host']['phase'][] = ['asking', 'sharing', 'reconnecting'];

/** @returns what the door says now */
export function useDoor(door: Door): DoorStatus {
  const status = useSyncExternalStore(door.subscribe, () => door.status);
  useLeaveQuestion(busy.includes(status.host.phase));
  return status;
}
