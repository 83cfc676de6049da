import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { root } from '../harness/resources.ts';

/** What the accessibility statement is made from (apps/web/src/accessibility). */
export const axeResultsFile = join(root, 'apps/web/src/accessibility/axe-results.json');

/** What axe found in one part of the product. */
export interface PartResults {
  /** Pages and states that were looked at. */
  readonly states: number;
  /** The same in every language, width and colour scheme. */
  readonly pictures: number;
  /** Rules that had something to judge. */
  readonly rules: readonly string[];
  /** Rules that were broken. */
  readonly violations: readonly string[];
}

export interface AxeRecord {
  readonly axe: string;
  /** The day of the last run that found something else than the one before. */
  readonly takenOn: string;
  readonly parts: Readonly<Record<string, PartResults>>;
}

/** Gathers what axe says of every picture. */
export class AxeRecorder {
  readonly #parts = new Map<
    string,
    Record<'states' | 'rules' | 'violations', Set<string>> & { pictures: number }
  >();
  #version = '';

  add(part: string, state: string, { testEngine, passes, violations }: AxeResults): void {
    const found = this.#parts.get(part) ?? {
      states: new Set<string>(),
      rules: new Set<string>(),
      violations: new Set<string>(),
      pictures: 0,
    };
    this.#parts.set(part, found);
    this.#version = testEngine.version;
    found.pictures += 1;
    found.states.add(state);
    for (const { id } of [...passes, ...violations]) found.rules.add(id);
    for (const { id } of violations) found.violations.add(id);
  }

  /** Puts the parts that were looked at in the place of the earlier ones. */
  write(today: string): void {
    const earlier = readAxeRecord();
    const parts: Record<string, PartResults> = { ...earlier.parts };
    for (const [part, { states, pictures, rules, violations }] of this.#parts)
      parts[part] = {
        states: states.size,
        pictures,
        rules: [...rules].sort(),
        violations: [...violations].sort(),
      };
    const sorted = Object.fromEntries(Object.entries(parts).sort(([a], [b]) => a.localeCompare(b)));
    const isSame = JSON.stringify(sorted) === JSON.stringify(earlier.parts) && this.#version === earlier.axe;
    if (isSame) return;
    const record: AxeRecord = { axe: this.#version, takenOn: today, parts: sorted };
    writeFileSync(axeResultsFile, `${JSON.stringify(record, null, 2)}\n`);
  }
}

export function readAxeRecord(): AxeRecord {
  return JSON.parse(readFileSync(axeResultsFile, 'utf8')) as AxeRecord;
}
