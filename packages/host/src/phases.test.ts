import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type HelperState, helperTransitions, hostTransitions, shownPhase } from './phases.ts';

const document = readFileSync(new URL('../../../PROTOCOL.md', import.meta.url), 'utf8');

/** A table of EN2 as it stands in the document. */
function documentedTable(heading: string): Record<string, Record<string, string>> {
  const rows: string[][] = [];
  const lines = document.slice(document.indexOf(heading)).split('\n');
  for (const line of lines.slice(lines.findIndex((each) => each.startsWith('|')))) {
    if (!line.startsWith('|')) break;
    rows.push(
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  }
  const events = rows[0]?.slice(1) ?? [];
  return Object.fromEntries(
    rows
      .slice(2)
      .map(([state = '', ...targets]) => [
        state,
        Object.fromEntries(events.map((event, i) => [event, targets[i] ?? '']).filter(([, to]) => to !== '')),
      ]),
  );
}

function reachedFrom(first: string, table: Readonly<Record<string, Partial<Record<string, string>>>>) {
  const reached = new Set([first]);
  for (const state of reached)
    for (const target of Object.values(table[state] ?? {})) reached.add(target ?? '');
  return [...reached].sort();
}

describe('the states of a host and its helpers', () => {
  it('EN2 are those of the document', () => {
    expect(documentedTable('_States of a host._')).toEqual(hostTransitions);
    expect(documentedTable('_States of a helper_')).toEqual(helperTransitions);
  });

  it('EN2 can all be reached, and all be left by the end', () => {
    expect(reachedFrom('connecting', hostTransitions)).toEqual(Object.keys(hostTransitions).sort());
    expect(reachedFrom('greeting', helperTransitions)).toEqual(Object.keys(helperTransitions).sort());
    for (const [state, events] of Object.entries(hostTransitions))
      if (state !== 'ended') expect(events.over).toBe('ended');
    for (const [state, events] of Object.entries(helperTransitions))
      if (state !== 'gone') expect(events.left).toBe('gone');
  });

  it.each<[HelperState[], string]>([
    [[], 'waiting'],
    [['greeting'], 'waiting'],
    [['asking'], 'asking'],
    [['asking-broken'], 'reconnecting'],
    [['sharing', 'asking'], 'sharing'],
    [['sharing-broken', 'sharing'], 'sharing'],
    [['sharing-broken', 'asking'], 'reconnecting'],
  ])('EN2 %j is shown as %s', (helpers, phase) => {
    expect(shownPhase('open', helpers)).toBe(phase);
    expect(shownPhase('ended', helpers)).toBe('ended');
    expect(shownPhase('connecting', [])).toBe('connecting');
  });
});
