export { createChatRoom } from './chat/chat-room.ts';
export { createClipboardPart } from './clipboard/clipboard-part.ts';
export { createUserClipboard } from './clipboard/user-clipboard.ts';
export { createCopiedFiles } from './files/copied-files.ts';
export type { FilePlace, FileStore } from './files/file-store.ts';
export { createFilesPart } from './files/files-part.ts';
export { createHost, type Host, type HostListener, type HostOptions } from './host.ts';
export type { CreateHostPart, CreateSharedPart, HostPart, HostPartPorts, SharedPart } from './part.ts';
export { connectPictureSource } from './picture/connect-picture-source.ts';
export type { MessagePortLike } from './picture/message-port.ts';
export * from './ports.ts';
export { connectRecorder } from './recording/connect-recorder.ts';
export { createRecordingPart } from './recording/recording-part.ts';
export type {
  RecordingTrouble,
  RunningSessionRecorder,
  SessionRecorder,
} from './recording/session-recorder.ts';
export { createUserRecording } from './recording/user-recording.ts';
export type { FromRecordWorker, ToRecordWorker } from './recording/worker-messages.ts';
export type { HelperStatus, HostChat, HostRecording, HostStatus } from './status.ts';
export { createSystemPart } from './system/system-part.ts';
export { parseUserCommand, type UserCommand } from './user-command.ts';
export type { UserVoice } from './voice/user-voice.ts';
