import { expect, test } from 'vitest';
import { shownPhases, type ViewerState, viewerTransitions } from './phase.ts';

test('every state but the last two can end, and the last two are final', () => {
  for (const [state, transitions] of Object.entries(viewerTransitions)) {
    const isFinal = state === 'ended' || state === 'failed';
    expect(Object.keys(transitions).length === 0).toBe(isFinal);
    if (!isFinal) expect(transitions.over).toBe('ended');
  }
});

test('every state can be reached from the first', () => {
  const reached = new Set<ViewerState>(['connecting']);
  for (const state of reached) for (const next of Object.values(viewerTransitions[state])) reached.add(next);
  expect([...reached].sort()).toEqual(Object.keys(shownPhases).sort());
});
