import type { HelperStatus, HostStatus } from '@fjernhjelp/host/status';
import { expect, test } from 'vitest';
import { mainOf, requestingOf } from './use-headline.ts';

const helper = (person: number, changes: Partial<HelperStatus>): HelperStatus => ({
  person,
  name: '',
  organisation: '',
  reason: '',
  state: 'sharing',
  grants: [],
  ...changes,
});
const request = { grant: 'control', reason: '' } as const;
const askedBy = (...helpers: HelperStatus[]) =>
  requestingOf({ helpers } as Partial<HostStatus> as HostStatus)?.person;

test('a question of somebody whose line is broken does not stand before one that can be answered', () => {
  expect(askedBy(helper(1, { request, state: 'sharing-broken' }), helper(2, { request }))).toBe(2);
  expect(askedBy(helper(1, { request, state: 'sharing-broken' }), helper(2, {}))).toBeUndefined();
  expect(askedBy(helper(1, { request }), helper(2, { request }))).toBe(1);
});

test('who is said to see the screen has a line, where anybody has', () => {
  const may = (...held: ('view' | 'control')[]) => ({
    grants: held.map((grant) => ({ grant, duration: 'session' }) as const),
  });
  const mainOfAll = (...helpers: HelperStatus[]) =>
    mainOf({ helpers } as Partial<HostStatus> as HostStatus)?.person;
  const gone = helper(1, { ...may('view', 'control'), state: 'sharing-broken' });
  expect(mainOfAll(gone, helper(2, may('view')))).toBe(2);
  expect(mainOfAll(gone)).toBe(1);
  expect(mainOfAll(helper(1, may('view')), helper(2, may('view', 'control')))).toBe(2);
});
