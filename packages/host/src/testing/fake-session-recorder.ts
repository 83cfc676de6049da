import type { RecordingEvent } from '@fjernhjelp/protocol';
import type {
  RecordingStart,
  SessionRecorder,
  SessionRecorderListener,
} from '../recording/session-recorder.ts';

export interface FakeRecording {
  readonly start: RecordingStart;
  readonly listener: SessionRecorderListener;
  /** Every screen that was to be recorded, oldest first. */
  readonly shown: readonly (number | undefined)[];
  readonly events: readonly RecordingEvent[];
  readonly isStopped: boolean;
}

/** Records nothing, and keeps what it was told. */
export interface FakeSessionRecorder extends SessionRecorder {
  readonly recordings: readonly FakeRecording[];
}

export function createFakeSessionRecorder(): FakeSessionRecorder {
  const recordings: FakeRecording[] = [];
  return {
    places: [{ name: 'videos', folder: '/home/user/Videos' }],
    recordings,
    open(start, listener) {
      const shown: (number | undefined)[] = [];
      const events: RecordingEvent[] = [];
      let isStopped = false;
      recordings.push({
        start,
        listener,
        shown,
        events,
        get isStopped() {
          return isStopped;
        },
      });
      return {
        show: (screen) => void shown.push(screen),
        event: (event) => void events.push(event),
        stop() {
          isStopped = true;
        },
      };
    },
  };
}
