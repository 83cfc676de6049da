import { createEventSource, type RecordedSession, recordingName } from '@fjernhjelp/codec/recording';
import {
  type CursorMessage,
  createRecordingCode,
  decodeRecordingToViewer,
  encodeRecording,
  type PointerPlace,
  type RecordingEvent,
  streams,
  systemRandomBytes,
} from '@fjernhjelp/protocol';
import type { DisplayTap } from '../display/display.ts';
import type { CreateViewerPart, ViewerPart } from '../part.ts';
import type { ViewerStatus } from '../status.ts';
import type { OpenRecorder, RunningRecorder } from './open-recorder.ts';
import type { RecordingStatus, UserRecording } from './recording-status.ts';

export interface RecordingSources {
  openRecorder: OpenRecorder;
  /** Milliseconds since 1970. */
  time(): number;
  /** What is put on the page from here on, and the whole picture now; undefined: no more. */
  tapDisplay(tap: DisplayTap | undefined): void;
  /** The whole picture comes to the tap once more. */
  refreshDisplay(): void;
}

/** Records what the helper sees, while the user lets them, and lets the user record (PROTOCOL.md RF2, RF8–RF10). */
export interface RecordingPart extends ViewerPart {
  /** @returns false without the grant, or while a recording runs */
  start(): boolean;
  /** Closes the file. Does nothing while none is open. */
  stop(): void;
  /** Whether the user may record, who has asked; can be taken back while they do. */
  answerUser(agrees: boolean): void;
  /** The pointer, as it comes and whether or not anything is recorded. */
  cursor(message: CursorMessage): void;
  /** The helper's own movement. */
  pointed(place: PointerPlace): void;
  /** Hears of every state of the session: what of it is an event is recorded. */
  session(status: ViewerStatus): void;
}

export function createRecordingPart(sources: RecordingSources): CreateViewerPart<RecordingPart> {
  return (ports) => {
    const events = createEventSource((event: RecordingEvent) => recorder?.event(event));
    let recorder: RunningRecorder | undefined;
    let status: RecordingStatus | undefined;
    let userRecording: UserRecording | undefined;
    let shape: CursorMessage | undefined;
    let place: CursorMessage | undefined;

    function show(changes: Partial<RecordingStatus>): void {
      if (status === undefined) return;
      status = { ...status, ...changes };
      ports.update({ recording: status });
    }

    function showUser(next: UserRecording | undefined): void {
      if (next === userRecording) return;
      userRecording = next;
      ports.update({ userRecording });
    }

    /** No more is written; the file may still be closing. */
    function leave(): void {
      recorder = undefined;
      sources.tapDisplay(undefined);
      ports.send(encodeRecording({ type: 'state', isRecording: false }));
    }

    function stop(): void {
      if (recorder === undefined) return;
      const closing = recorder;
      leave();
      closing.stop();
      show({ state: 'closing' });
    }

    function start(): boolean {
      if (recorder !== undefined || status?.state === 'closing' || !ports.has('recording')) return false;
      const startedAtMs = sources.time();
      const code = createRecordingCode(systemRandomBytes);
      const name = recordingName(startedAtMs);
      status = { state: 'running', code, name, startedAtMs, sizeBytes: 0 };
      const opened = sources.openRecorder(
        { code, name, startedAtMs },
        {
          written: (sizeBytes) => show({ sizeBytes }),
          done: () => show({ state: 'done' }),
          failed(why) {
            if (recorder === opened) leave();
            show({ state: 'failed', why });
          },
          needsPicture: sources.refreshDisplay,
        },
      );
      recorder = opened;
      // The user sees the mark before the first picture is written.
      ports.send(encodeRecording({ type: 'state', isRecording: true }));
      ports.used('recording');
      events.begin();
      if (shape !== undefined) opened.cursor(shape);
      if (place !== undefined) opened.cursor(place);
      sources.tapDisplay(opened);
      show({});
      return true;
    }

    return {
      stream: streams.recording,
      receive(message) {
        const told = decodeRecordingToViewer(message);
        if (told.type === 'state') showUser(told.isRecording ? 'running' : undefined);
        else if (told.isWished) showUser('asked');
        else if (userRecording !== 'running') showUser(undefined);
      },
      grantsChanged() {
        if (!ports.has('recording')) stop();
      },
      start,
      stop,
      answerUser(agrees) {
        if (userRecording === undefined) return;
        ports.send(encodeRecording({ type: 'consent', agrees }));
        if (userRecording === 'asked') showUser(agrees ? 'agreed' : undefined);
      },
      cursor(message) {
        if (message.type === 'shape') shape = message;
        else if (message.type === 'place') place = message;
        recorder?.cursor(message);
      },
      pointed(next) {
        const { screen, xPx, yPx } = next;
        place = { type: 'place', place: { screen, xPx, yPx } };
        recorder?.cursor(place);
      },
      session: (next) => events.hear(recordedOf(next)),
      close() {
        stop();
        showUser(undefined);
      },
    };
  };
}

function recordedOf({ people, grants, phase, chat }: ViewerStatus): RecordedSession | undefined {
  if (phase !== 'connected' && phase !== 'reconnecting') return undefined;
  return { people, grants, isConnected: phase === 'connected', chat: chat?.messages ?? [] };
}
