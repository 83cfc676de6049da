import type { RecordingCode, RecordingEvent } from '@fjernhjelp/protocol';
import type { FilePlace } from '../files/file-store.ts';

/** Why a recording could not be begun, or broke off: what was written until then plays. unsupported: no room for files at all */
export type RecordingTrouble = 'full' | 'not-writable' | 'unsupported' | 'internal';

export interface RecordingStart {
  readonly code: RecordingCode;
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  /** Where the user wants the file, absolute. */
  readonly folder: string;
}

export interface SessionRecorderListener {
  /** @param path of the file, so large now */
  written(path: string, sizeBytes: number): void;
  /** The file is closed. Nothing follows. */
  done(): void;
  failed(why: RecordingTrouble): void;
}

/** A recording at the user's side: it takes the picture by itself, the rest is told. */
export interface RunningSessionRecorder {
  /** Which screen is recorded from here on; undefined: none, and the picture stands still. */
  show(screen: number | undefined): void;
  event(event: RecordingEvent): void;
  /** "done" follows, or "failed". */
  stop(): void;
}

/**
 * Writes recordings: `apps/client` into the user's folders, for X11 and Windows alike; the browser door, which has no folders, into
 * the browser's own storage as the console does.
 */
export interface SessionRecorder {
  /** Where files can land; the first is offered first. */
  readonly places: readonly FilePlace[];
  open(start: RecordingStart, listener: SessionRecorderListener): RunningSessionRecorder;
}
