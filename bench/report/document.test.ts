import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Figures } from '../figures.ts';
import { outcomeOf, type Results, readKept } from '../results.ts';
import { documentFiles } from './document.ts';

const kept = readKept();
const [document, ...plots] = documentFiles(kept).reverse();
const asKept = ({ path }: { path: string }) => readFileSync(path, 'utf8');

describe('docs/PERFORMANCE.md', () => {
  test('is just what the report makes of what is kept', () => {
    expect(document && asKept(document)).toBe(document?.text);
  });

  test('has the plots that are made of it', () => {
    const others = plots.filter((plot) => asKept(plot) !== plot.text);
    expect(others.map(({ path }) => basename(path))).toEqual([]);
    expect(plots.length).toBeGreaterThan(20);
  });

  test('has no figures of fewer than three runs', () => {
    expect(kept.cases.filter(({ median, runs }) => median !== undefined && runs.length < 3)).toEqual([]);
  });
});

test('a case of which two runs of three gave a figure has none in the report: its row says why, and nothing is reached', () => {
  const results: Results = {
    machines: {},
    systems: { fjernhjelp: { name: 'Fjernhjelp', description: '', hasInput: true } },
    cases: [
      {
        ...{
          system: 'fjernhjelp',
          workload: 'typing',
          line: 'free',
          screens: 1,
          seconds: 8,
          measuredIn: 'a',
        },
        ...outcomeOf([{} as Figures, {} as Figures], ['no picture on the page']),
      },
    ],
  };
  const { text = '' } = documentFiles(results).at(-1) ?? {};
  expect(text).toContain(
    '\n| Fjernhjelp (2 of 3 runs) | no figure: 2 of 3 runs gave one: no picture on the page |',
  );
  expect(text).toContain('| typing | exact after, ms | no figure |  |  | ≤ 300 | ✗ **not reached** |');
});

test('what was measured on several machines says which is which', () => {
  const one = { screens: 1, seconds: 8, ...outcomeOf([], ['no picture']), system: 'fjernhjelp' } as const;
  const { text = '' } =
    documentFiles({
      machines: { '2026-01-01T10:00': ['fast'], '2026-01-02T10:00': ['slow'], '2026-01-03T10:00': ['fast'] },
      systems: { fjernhjelp: { name: 'Fjernhjelp', description: '', hasInput: true } },
      cases: [
        { ...one, workload: 'echo', line: 'free', measuredIn: '2026-01-03T10:00' },
        { ...one, workload: 'typing', line: 'free', measuredIn: '2026-01-01T10:00' },
        { ...one, workload: 'typing', line: '4', measuredIn: '2026-01-02T10:00' },
      ],
    }).at(-1) ?? {};
  expect(text).toContain(
    'Machine 1, where these were measured: free line: typing, echo\n\n- fast\n- 2 runs of the command',
  );
  expect(text).toContain('Machine 2, where these were measured: 4 Mbit/s: typing\n\n- slow\n- 1 run of');
  expect(text).toMatch(/### free line: .* reached, machine 1\n/);
  expect(text).toMatch(/### 4 Mbit\/s: .* reached, machine 2\n/);
});
