/** Recordings in the console: those of this browser, playing them, and making videos of them. */

export { RECORDING_EXTENSION } from '@fjernhjelp/codec/recording';
export { createPlayer, type Player, type PlayerStatus } from './player.ts';
export {
  openRecording,
  RecordingError,
  type RecordingFile,
  type RecordingProblem,
  type TimedEvent,
} from './recording-file.ts';
export {
  listRecordings,
  openExport,
  readRecording,
  removeRecording,
  type StoredRecording,
} from './stored-recordings.ts';
export type { VideoFormat } from './video-format.ts';
