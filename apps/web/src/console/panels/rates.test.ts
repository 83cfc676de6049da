import type { ViewerCounters } from '@fjernhjelp/viewer';
import { expect, it } from 'vitest';
import { ratesBetween } from './rates.ts';

const nothing: ViewerCounters = {
  updates: 0,
  pictureBytes: 0,
  bytesByKind: {},
  decodeMs: 0,
  putMs: 0,
  waitingBytes: 0,
};

it('tells what happened in between, a second', () => {
  const before = { ...nothing, updates: 10, pictureBytes: 1000, bytesByKind: { planes: 900 }, decodeMs: 50 };
  const after = {
    ...nothing,
    updates: 30,
    pictureBytes: 5000,
    bytesByKind: { planes: 1300, moves: 3000 },
    decodeMs: 80,
    putMs: 10,
  };
  expect(ratesBetween(before, after, 2000)).toEqual({
    updatesPerSecond: 10,
    bytesPerSecond: 2000,
    kinds: [
      { kind: 'moves', bytesPerSecond: 1500 },
      { kind: 'other', bytesPerSecond: 300 },
      { kind: 'planes', bytesPerSecond: 200 },
    ],
    workMs: 2,
  });
});

it('tells of no work when nothing came', () => {
  const rates = ratesBetween(nothing, nothing, 1000);
  expect(rates).toEqual({ updatesPerSecond: 0, bytesPerSecond: 0, kinds: [], workMs: undefined });
});
