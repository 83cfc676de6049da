import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hostTransitions, shownPhases } from './phases.ts';

/** The table of EN2 as it stands in the document. */
function documentedTable(): {
  transitions: Record<string, Record<string, string>>;
  shown: Record<string, string>;
} {
  const text = readFileSync(new URL('../../../PROTOCOL.md', import.meta.url), 'utf8');
  const rows = text
    .slice(text.indexOf('**EN2**'), text.indexOf('_left_:'))
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const events = rows[0]?.slice(2) ?? [];
  const transitions: Record<string, Record<string, string>> = {};
  const shown: Record<string, string> = {};
  for (const [state = '', phase = '', ...targets] of rows.slice(2)) {
    shown[state] = phase;
    transitions[state] = Object.fromEntries(
      events.map((event, i) => [event, targets[i] ?? '']).filter(([, target]) => target !== ''),
    );
  }
  return { transitions, shown };
}

describe('the states of a host', () => {
  it('EN2 are those of the document', () => {
    const { transitions, shown } = documentedTable();
    expect(transitions).toEqual(hostTransitions);
    expect(shown).toEqual(shownPhases);
  });

  it('EN2 can all be reached, and all be left by the end', () => {
    const reached = new Set<string>(['connecting']);
    for (const state of reached) {
      for (const target of Object.values(hostTransitions[state as keyof typeof hostTransitions]))
        reached.add(target);
    }
    expect([...reached].sort()).toEqual(Object.keys(hostTransitions).sort());
    for (const [state, events] of Object.entries(hostTransitions)) {
      if (state !== 'ended') expect(events.over).toBe('ended');
    }
  });
});
