/** What a peer can do wrong on the wire (PROTOCOL.md, "Violations"). */
export type ViolationCode =
  | 'malformed'
  | 'truncated'
  | 'trailing-bytes'
  | 'too-long'
  | 'unknown-type'
  | 'unexpected-message'
  | 'out-of-range'
  | 'rect-out-of-bounds'
  | 'too-many-rects'
  | 'not-authentic'
  | 'version-unsupported';

/** Why a pairing did not come about. */
export type PairingCode =
  | 'wrong-password'
  | 'busy'
  | 'too-many-attempts'
  | 'session-gone'
  | 'version-unsupported'
  | 'pairing-timeout';

/** What the broker answers before it closes a socket (PROTOCOL.md SG7). */
export const signallingErrorCodes = [
  'malformed',
  'version-unsupported',
  'unknown-id',
  /** The ID is alive but its host's line is broken just now: try again within the grace period. */
  'host-away',
  'resume-rejected',
  'link-expired',
  'too-many-requests',
  'server-full',
] as const;

export type SignallingErrorCode = (typeof signallingErrorCodes)[number];

/** What happened to the line, or what the broker said. */
export type TransportCode =
  | SignallingErrorCode
  | 'closed'
  | 'unreachable'
  | 'timeout'
  | 'server-restart'
  | 'rejected'
  | 'certificate-untrusted';

abstract class CodedError<Code extends string> extends Error {
  readonly code: Code;

  constructor(code: Code, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** The peer broke a rule: the session ends, nothing is retried. */
export class ProtocolViolation extends CodedError<ViolationCode> {
  override name = 'ProtocolViolation';
}

/** The two ends did not come to a shared key. Never retried by itself: a person decides. */
export class PairingFailure extends CodedError<PairingCode> {
  override name = 'PairingFailure';
  /** How many more tries the host allows before it makes a new password; only with "wrong-password". */
  readonly triesLeft: number | undefined;

  constructor(code: PairingCode, options?: ErrorOptions & { triesLeft?: number }) {
    super(code, options);
    this.triesLeft = options?.triesLeft;
  }
}

/** The line broke or the broker said no. Only the reconnecting part retries. */
export class TransportFailure extends CodedError<TransportCode> {
  override name = 'TransportFailure';
}

/** Our own mistake: a state that the code rules out. */
export class InvariantError extends Error {
  override name = 'InvariantError';
  readonly code = 'invariant';
}
