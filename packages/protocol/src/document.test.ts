import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeInput, endReasons, type InputMessage, limits } from './index.ts';

const root = new URL('../../../', import.meta.url).pathname;
const document = readFileSync(`${root}PROTOCOL.md`, 'utf8');

/** A rule's name as code, tests and document write it. */
const RULE = /\b(?:ID|PW|SG|TR|RC|PA|CH|ST|RS|CE|CT|IN|CU|DR|EN|FT|MS|CB|SY|RF|UP|DP|VO)[1-9]\d?\b/g;

describe('PROTOCOL.md', () => {
  it('has every rule that code and tests name', () => {
    const defined = new Set([
      ...[...document.matchAll(/\*\*([A-Z]{2}\d+)\b/g)].map(([, rule]) => rule),
      ...[...document.matchAll(/^\| ([A-Z]{2}\d+) +\|/gm)].map(([, rule]) => rule),
    ]);
    const named = globSync(['packages/*/src/**/*.ts', 'apps/*/src/**/*.ts', 'e2e/**/*.ts'], {
      cwd: root,
    }).flatMap((file) => readFileSync(root + file, 'utf8').match(RULE) ?? []);
    expect(named.length).toBeGreaterThan(100);
    expect([...new Set(named)].filter((rule) => !defined.has(rule))).toEqual([]);
  });

  it('has the limits of limits.ts, all of them and no others', () => {
    const table = document.slice(document.indexOf('\n## Limits\n'));
    const documented = [...table.matchAll(/^\|[^|]+\| ([\d,]+) \| `(\w+)` \|$/gm)].map(
      ([, value, name]) => [name, Number(value?.replaceAll(',', ''))] as const,
    );
    expect(Object.fromEntries(documented)).toEqual(limits);
  });

  it('EN1 has the reasons in the order of their codes', () => {
    const start = document.indexOf('**EN1**');
    const table = document.slice(start, document.indexOf('**EN2**', start));
    const rows = table.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.flatMap((row) => row.split('|')[1]?.match(/[a-z-]+(?=`)/g) ?? [])).toEqual(endReasons);
  });

  const examples: [hex: string, message: InputMessage][] = [
    ['01 00 0280 01e0 01', { type: 'pointer', screen: 0, xPx: 640, yPx: 480, buttons: 1 }],
    ['02 0000 ff88', { type: 'wheel', deltaX: 0, deltaY: -120 }],
    ['03 01 04 4b657941 c3a5', { type: 'key', down: true, code: 'KeyA', key: 'å' }],
    [
      '03 07 00 41',
      { type: 'key', down: true, code: '', key: 'A', locks: { capsLock: true, numLock: false } },
    ],
    ['04 c3b8', { type: 'text', text: 'ø' }],
    ['05', { type: 'release-all' }],
  ];
  it.each(examples)('IN1 example %s is what the encoder writes', (hex, message) => {
    expect(document).toContain(`\`${hex}\``);
    expect(Array.from(encodeInput(message), (byte) => byte.toString(16).padStart(2, '0')).join('')).toBe(
      hex.replaceAll(' ', ''),
    );
  });
});
