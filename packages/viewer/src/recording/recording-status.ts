import type { RecordingCode } from '@fjernhjelp/protocol';

/** A recording of this session, the last one that was begun. */
export interface RecordingStatus {
  /**
   * running: what is shown is written · closing: no more is, and the file is being closed · done: it is closed ·
   * failed: it could not be begun, or broke off for `why`; what was written until then plays
   */
  readonly state: 'running' | 'closing' | 'done' | 'failed';
  /** full: no room for more · unsupported: this browser has no room for files at all · internal: our own fault */
  readonly why?: 'full' | 'unsupported' | 'internal';
  /** What opens it; nobody else keeps it. */
  readonly code: RecordingCode;
  /** Its name among the recordings of this browser. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  readonly sizeBytes: number;
}

/**
 * The user would like to record, or does: asked: the helper has not answered · agreed: they have, and it has not begun, or it
 * waits for another helper · running: what is shown is written at the user's side
 */
export type UserRecording = 'asked' | 'agreed' | 'running';
