import { expect, test } from 'vitest';
import { createProgress } from './progress.ts';

test('what is left is told from how long the runs took so far', () => {
  let nowMs = 0;
  const progress = createProgress(() => nowMs);
  progress.expect(4);
  const first = progress.begin();
  first.begins('desktop');
  nowMs += 2000;
  first.begins('workload');
  nowMs += 18_000;
  expect(first.ends()).toBe('20.0 s (desktop 2.0, workload 18.0); 3 runs left, about 1 min');
  const second = progress.begin();
  nowMs += 100_000;
  expect(second.ends()).toBe('100.0 s (); 2 runs left, about 2 min');
});
