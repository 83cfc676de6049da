import { expect, test } from 'vitest';
import { isSpokenVersion } from './version.ts';

test.each([
  [1, [1]],
  [2, [1, 2]],
  [3, [2, 3]],
  [9, [8, 9]],
])('SG7 a server of version %i speaks %j and no other', (newest, spoken) => {
  const versions = Array.from({ length: 12 }, (_, version) => version);
  expect(versions.filter((version) => isSpokenVersion(version, newest))).toEqual(spoken);
});
