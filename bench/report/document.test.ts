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
    machine: [],
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
