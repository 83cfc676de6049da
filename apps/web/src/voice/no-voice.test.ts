import type { HostStatus } from '@fjernhjelp/host/status';
import type { VoiceProblem } from '@fjernhjelp/protocol';
import { expect, test } from 'vitest';
import { noVoiceOf } from './no-voice.ts';

const helper = (unable?: VoiceProblem, isHeld = false) =>
  ({
    voice: { state: 'off', isMuted: false, isTheirMuted: false, ...(unable && { unable }) },
    grants: isHeld ? [{ grant: 'voice', duration: 'session' }] : [],
  }) as unknown as HostStatus['helpers'][number];
const noVoice = (helpers: HostStatus['helpers'], changes: Partial<HostStatus> = {}) =>
  noVoiceOf({ helpers, directAllowed: true, paused: false, ...changes } as HostStatus);

test('why the user can talk with nobody is said once', () => {
  expect(noVoice([helper('unsupported'), helper('unsupported')])).toBe('unsupported');
  expect(noVoice([helper('forbidden')], { directAllowed: false })).toBe('forbidden');
});

test('nothing is said where somebody may talk, in a pause, or of what the user cannot change', () => {
  expect(noVoice([helper()])).toBeUndefined();
  expect(noVoice([])).toBeUndefined();
  expect(noVoice([helper('no-path', true), helper('no-path')])).toBeUndefined();
  expect(noVoice([helper('unsupported')], { paused: true })).toBeUndefined();
  expect(noVoice([helper('by-operator')])).toBeUndefined();
  const { directAllowed: _, ...forbidden } = { helpers: [helper('forbidden')], directAllowed: true };
  expect(noVoiceOf({ ...forbidden, paused: false } as unknown as HostStatus)).toBeUndefined();
});
