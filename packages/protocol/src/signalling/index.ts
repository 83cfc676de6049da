/** What the broker and relay need, and nothing that could read a session: no records, keys, pictures or input. */

export { type Clock, systemClock } from '../clock.ts';
export { type EndReason, endReasons } from '../end-reason.ts';
export {
  InvariantError,
  ProtocolViolation,
  type SignallingErrorCode,
  signallingErrorCodes,
  type ViolationCode,
} from '../errors.ts';
export { limits } from '../limits.ts';
export { createRandomInt, type RandomBytes, systemRandomBytes } from '../random.ts';
export { createSessionId, formatSessionId, parseSessionId, type SessionId } from '../session-id.ts';
export { type IceServer, isIceAddress } from './ice-servers.ts';
export * from './messages.ts';
export { isSpokenVersion } from './version.ts';
