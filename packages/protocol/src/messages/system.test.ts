import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';
import {
  decodeSystemToHost,
  decodeSystemToViewer,
  encodeSystem,
  type SystemReport,
  showableReport,
  systemChecks,
} from './system.ts';

const plain = { noNullPrototype: true };
const text = fc.string({ unit: 'binary', maxLength: 300 });
const count = fc.nat();
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, plain);
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 40 });
const reports = record({
  takenAtMs: count,
  system: record({ name: text, version: text, architecture: text, computer: text }),
  account: record({ name: text, isAdministrator: fc.boolean() }),
  uptimeS: count,
  processor: record({ model: text, cores: count }),
  memory: record({ totalBytes: count, freeBytes: count }),
  disks: list(record({ name: text, totalBytes: count, freeBytes: count })),
  screens: list(record({ name: text, widthPx: count, heightPx: count })),
  adapters: list(record({ name: text, addresses: list(text) })),
  checks: list(record({ what: fc.constantFrom(...systemChecks), target: text, tookMs: fc.option(count) })),
}) as fc.Arbitrary<SystemReport>;

function codeOf(task: () => unknown): string | undefined {
  try {
    task();
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolViolation) return error.code;
    throw error;
  }
}

describe('what kind of machine it is', () => {
  it('SY2 whatever the system says, it becomes a report that decodes, with nothing that turns or hides', () => {
    fc.assert(
      fc.property(reports, (given) => {
        const report = showableReport(given);
        const message = { type: 'report', report } as const;
        expect(decodeSystemToViewer(encodeSystem(message))).toEqual(message);
        expect(JSON.stringify(report)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(showableReport(report)).toEqual(report);
      }),
      { numRuns: 50 },
    );
  });

  it('SY1 SY3 the rest comes out as it went in', () => {
    expect(decodeSystemToHost(encodeSystem({ type: 'ask' }))).toEqual({ type: 'ask' });
    for (const type of ['withheld', 'failed'] as const)
      expect(decodeSystemToViewer(encodeSystem({ type }))).toEqual({ type });
  });

  it('SY2 a longer text, a longer list or a field too many is no report', () => {
    fc.assert(
      fc.property(reports.map(showableReport), (report) => {
        const bent: unknown[] = [
          { ...report, extra: 1 },
          { ...report, uptimeS: -1 },
          { ...report, system: { ...report.system, name: 'a'.repeat(limits.systemTextChars + 1) } },
          { ...report, disks: Array(limits.systemItems + 1).fill({ name: '', totalBytes: 1, freeBytes: 1 }) },
        ];
        for (const each of bent)
          expect(
            codeOf(() =>
              decodeSystemToViewer(
                new TextEncoder().encode(JSON.stringify({ type: 'report', report: each })),
              ),
            ),
          ).toBe('malformed');
      }),
      { numRuns: 10 },
    );
    expect(codeOf(() => decodeSystemToHost(new Uint8Array(limits.messageBytes + 1)))).toBe('too-long');
    expect(codeOf(() => decodeSystemToHost(encodeSystem({ type: 'failed' })))).toBe('malformed');
  });
});
