import { describe, expect, it } from 'vitest';
import { runPacedFiles } from './testing/paced-files.ts';

const MBIT = 125;
const lines = [1, 4, 20, 100].flatMap((mbit) => [2, 20, 80].map((roundTripMs) => ({ mbit, roundTripMs })));

describe('the pace of files', () => {
  it.each(lines)(
    'FT7 fills $mbit Mbit/s of $roundTripMs ms, with a short queue before a key press',
    (line) => {
      const { used, keyWaitsMs } = runPacedFiles({
        bytesPerMs: line.mbit * MBIT,
        roundTripMs: line.roundTripMs,
        seconds: 30,
      });
      const at = (part: number) => keyWaitsMs[Math.floor(keyWaitsMs.length * part)] ?? 0;
      expect(used).toBeGreaterThan(0.85);
      expect(at(0.5)).toBeLessThan(26);
      expect(at(0.95)).toBeLessThan(50);
    },
  );

  it.each([2, 5, 20])(
    'FT7 keeps the queue short where a line of %i ms changes its speed tenfold',
    (roundTripMs) => {
      const { used, keyWaitsMs } = runPacedFiles({
        bytesPerMs: (nowMs) => (nowMs % 500 < 100 ? 50_000 : 5_000),
        roundTripMs,
        seconds: 30,
      });
      const at = (part: number) => keyWaitsMs[Math.floor(keyWaitsMs.length * part)] ?? 0;
      expect(used).toBeGreaterThan(0.45);
      expect(at(0.5)).toBeLessThan(80);
      expect(at(0.95)).toBeLessThan(150);
    },
  );
});
