import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { channelTransitions } from './channel/states.ts';
import { hostHandshake, viewerPairing, viewerResumption } from './handshake/states.ts';
import { registrationTransitions } from './signalling/registration-states.ts';

const document = readFileSync(new URL('../../../PROTOCOL.md', import.meta.url), 'utf8');

/** The first table behind a heading: rows are states, columns are events, "–" is nothing. */
function tableBehind(heading: string): Record<string, Record<string, string>> {
  const start = document.indexOf(heading);
  expect(start).toBeGreaterThan(0);
  const lines = document.slice(start).split('\n');
  const first = lines.findIndex((line) => line.startsWith('| state'));
  const rows: string[][] = [];
  for (const line of lines.slice(first)) {
    if (!line.startsWith('|')) break;
    rows.push(
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  }
  const [head, , ...body] = rows;
  return Object.fromEntries(
    body.map(([state, ...cells]) => [
      state,
      Object.fromEntries(cells.flatMap((next, i) => (next === '–' ? [] : [[head![i + 1]!, next] as const]))),
    ]),
  );
}

describe('states', () => {
  it.each([
    ['_States of a pairing, viewer._', viewerPairing],
    ['_States of a handshake, host_', hostHandshake],
    ['_States of a resumption, viewer_', viewerResumption],
    ['_States of a channel._', channelTransitions],
    ['## States of a registration', registrationTransitions],
  ])('are those of the document: %s', (heading, table) => {
    expect(tableBehind(heading)).toEqual(table);
  });
});
