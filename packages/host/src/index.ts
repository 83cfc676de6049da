export { createHost, type Host, type HostListener, type HostOptions } from './host.ts';
export type { CreateHostPart, HostPart, HostPartPorts } from './part.ts';
export { connectPictureSource } from './picture/connect-picture-source.ts';
export type { MessagePortLike } from './picture/message-port.ts';
export * from './ports.ts';
export { createRecordingPart } from './recording/recording-part.ts';
export { type HelperStatus, type HostStatus, parseUserCommand, type UserCommand } from './status.ts';
