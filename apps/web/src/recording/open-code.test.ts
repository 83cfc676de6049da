import type { HostRecording } from '@fjernhjelp/host/status';
import type { RecordingCode } from '@fjernhjelp/protocol';
import type { RecordingStatus } from '@fjernhjelp/viewer';
import { describe, expect, it } from 'vitest';
import { codeOfHelper, codeOfUser } from './open-code.ts';

const code = '0J4QX7M2TB9CVKD1WZ5H8RNPA' as RecordingCode;

describe('a code that can be lost', () => {
  it('is the helper’s from the beginning on, also of a recording that broke off, not of one that never began', () => {
    const recording = { code, name: 'a.fjernrec', startedAtMs: 0, sizeBytes: 0 };
    const of = (more: Pick<RecordingStatus, 'state'> & Partial<RecordingStatus>) =>
      codeOfHelper({ ...recording, ...more })?.name;
    expect(codeOfHelper(undefined)).toBeUndefined();
    for (const state of ['running', 'closing', 'done'] as const) expect(of({ state })).toBe('a.fjernrec');
    expect(of({ state: 'failed', why: 'full', sizeBytes: 900 })).toBe('a.fjernrec');
    expect(of({ state: 'failed', why: 'unsupported' })).toBeUndefined();
  });

  it('is the user’s once there is a file, named as it is on Windows or Linux', () => {
    const recording: HostRecording = { state: 'running', places: [], playerUrl: '', code };
    expect(codeOfUser(undefined)).toBeUndefined();
    expect(codeOfUser(recording)).toBeUndefined();
    for (const path of ['C:\\Users\\Ola\\Videos\\a b.fjernrec', '/home/ola/Videos/a b.fjernrec'])
      expect(codeOfUser({ ...recording, path })).toEqual({ code, name: 'a b.fjernrec' });
  });
});
