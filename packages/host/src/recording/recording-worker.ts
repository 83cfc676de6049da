/** What the workers that write a recording of the user's are made of. */

export { type RecordingWorkerPorts, serveRecording } from './serve-recording.ts';
