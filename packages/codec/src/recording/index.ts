/** Writing recordings, for both ends: the pixels, the events, the chunks and the key (PROTOCOL.md "Recordings"). */

export { inflate } from './deflate.ts';
export { createEventSource, type EventSource, type RecordedSession } from './event-source.ts';
export { createFileKey, openFileKey } from './file-key.ts';
export { createRecorder, type Recorder } from './recorder.ts';
export { RECORDING_EXTENSION, recordingName } from './recording-name.ts';
export { type RecordingFile, type RunningRecording, runRecording } from './run-recording.ts';
