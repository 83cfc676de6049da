import { firstStatus, type ViewerStatus } from '@fjernhjelp/viewer/status';
import { describe, expect, it } from 'vitest';
import { tellFailure, tellState } from './status-texts.ts';

const connected: ViewerStatus = { ...firstStatus, phase: 'connected', grants: ['view', 'point'] };

describe('what the console says', () => {
  it('tells after a wrong password how many tries are left, and after the last that there is a new password', () => {
    expect(tellFailure({ code: 'wrong-password', triesLeft: 4 }).text).toBe('failed.wrongPasswordText');
    expect(tellFailure({ code: 'wrong-password', triesLeft: 0 }).text).toBe('failed.replacedText');
    expect(tellFailure({ code: 'wrong-password' }).text).toBe('failed.wrongPasswordPlain');
  });

  it('tells first what hinders, then what is asked, then what the helper may do', () => {
    expect(tellState(connected)).toBe('session.statePoint');
    expect(tellState({ ...connected, grants: ['view'] })).toBe('session.stateView');
    expect(tellState({ ...connected, grants: [] })).toBe('session.stateHidden');
    expect(tellState({ ...connected, grants: ['view', 'point', 'control'] })).toBe('session.stateControl');
    expect(tellState({ ...connected, requestedGrant: 'control' })).toBe('session.stateAsking');
    expect(tellState({ ...connected, declinedGrant: 'control' })).toBe('session.stateDeclined');
    expect(tellState({ ...connected, grants: ['view', 'control'], userActive: true })).toBe(
      'session.stateUserActive',
    );
    expect(tellState({ ...connected, paused: true, requestedGrant: 'control' })).toBe('session.statePaused');
    expect(tellState({ ...connected, phase: 'reconnecting', requestedGrant: 'control' })).toBe(
      'session.stateReconnecting',
    );
  });
});
