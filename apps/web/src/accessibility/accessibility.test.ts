import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import results from './axe-results.json' with { type: 'json' };
import { shortcomings } from './shortcomings.ts';

const parts: Readonly<Record<string, { states: number; rules: readonly string[] }>> = results.parts;

it('the statement speaks of every part of the product', () => {
  expect(Object.keys(parts)).toEqual(
    expect.arrayContaining(['console', 'door', 'guide', 'portal', 'statement', 'window']),
  );
  for (const { states, rules } of Object.values(parts)) {
    expect(states).toBeGreaterThan(0);
    expect(rules.length).toBeGreaterThan(10);
  }
});

it('the statement names the axe that the tests use: else run `npm run pictures`', () => {
  const file = createRequire(import.meta.url).resolve('axe-core/package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  expect(results.axe).toBe(version);
});

it('every shortcoming names rules of WCAG, or none', () => {
  expect(shortcomings.length).toBeGreaterThan(0);
  for (const { criteria } of shortcomings)
    for (const criterion of criteria) expect(criterion).toMatch(/^[1-4]\.\d\.\d{1,2}$/);
});
