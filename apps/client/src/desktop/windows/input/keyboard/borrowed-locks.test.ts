import { expect, test } from 'vitest';
import { BorrowedLocks } from './borrowed-locks.ts';

test('IN12 the locks follow the helper, each key pressed once, and are given back as they were', () => {
  const locks = new BorrowedLocks(() => ({ capsLock: true, numLock: true }));
  expect(locks.follow({ capsLock: false, numLock: true })).toEqual(['CapsLock']);
  expect(locks.follow({ capsLock: false, numLock: true })).toEqual([]);
  expect(locks.follow({ capsLock: false, numLock: false })).toEqual(['NumLock']);
  expect(locks.giveBack()).toEqual(['CapsLock', 'NumLock']);
  expect(locks.giveBack()).toEqual([]);
});
