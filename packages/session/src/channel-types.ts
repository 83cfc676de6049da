import type { Bytes, EndReason, StreamId } from '@fjernhjelp/protocol';

/**
 * The encrypted channel of one session: streams of whole messages, in order and without loss, across any number
 * of transports. It lives from a pairing to the end of the session.
 */
export interface Channel {
  /**
   * Sends one message on a stream. Lower streams overtake higher ones; within a stream order holds.
   * The channel owns the bytes from here. Does nothing once ended.
   */
  send(stream: StreamId, message: Bytes): void;
  /** Bytes on this stream that were sent and that no transport has taken yet. */
  queuedBytes(stream: StreamId): number;
  /** Whether the line that it has now is a direct one. */
  readonly isDirect: boolean;
  /** Sets who hears of everything; called once. What came earlier is delivered then. */
  listen(listener: ChannelListener): void;
  /** Ends the session: what is queued below the picture stream goes first, then the reason, then keys are wiped. May be called twice. */
  end(reason: EndReason): void;
}

export interface ChannelListener {
  /**
   * @param message owned by the listener
   * @throws ProtocolViolation when the message breaks a rule: the channel ends with "protocol-error"
   */
  message(stream: StreamId, message: Bytes): void;
  /** "reconnecting" while there is no line within the grace period, "connected" when it is back. */
  state(state: 'connected' | 'reconnecting'): void;
  /** It is on another line now, perhaps of the other kind. */
  moved?(): void;
  /** It is over, for the reason either end gave or found. Nothing follows. */
  ended(reason: EndReason): void;
}
