import { firstStatus, type ViewerStatus } from '@fjernhjelp/viewer/status';
import { expect, it } from 'vitest';
import { mayChangeControl } from './may-change-control.ts';

const connected: ViewerStatus = { ...firstStatus, phase: 'connected', grants: ['view'] };

it('asks for control only once what was asked before is answered, and lets go of it at any time', () => {
  expect(mayChangeControl(connected)).toBe(true);
  expect(mayChangeControl({ ...connected, requestedGrant: 'control' })).toBe(false);
  expect(mayChangeControl({ ...connected, requestedGrant: 'files-from-user' })).toBe(false);
  expect(
    mayChangeControl({ ...connected, grants: ['view', 'control'], requestedGrant: 'files-from-user' }),
  ).toBe(true);
  expect(mayChangeControl({ ...connected, grants: ['view', 'control'], phase: 'reconnecting' })).toBe(false);
});
