import {
  type Bytes,
  type EndReason,
  InvariantError,
  ProtocolViolation,
  type StreamId,
} from '@fjernhjelp/protocol';
import type { Channel, ChannelListener } from '@fjernhjelp/session';

export interface FakeChannel extends Channel {
  /** All that the host sent, oldest first. */
  readonly sent: readonly { readonly stream: StreamId; readonly message: Bytes }[];
  /** Why it ended, undefined while it lives. */
  readonly endReason: EndReason | undefined;
  /** A message of the viewer arrives; a violation ends the channel, as the real one does. */
  receive(stream: StreamId, message: Bytes): void;
  state(state: 'connected' | 'reconnecting'): void;
  /** The viewer, or the loss of the line, ends it. */
  endFromOutside(reason: EndReason): void;
}

/** A channel whose other end is the test. */
export function createFakeChannel(): FakeChannel {
  const sent: { stream: StreamId; message: Bytes }[] = [];
  let listener: ChannelListener | undefined;
  let endReason: EndReason | undefined;

  function over(reason: EndReason): void {
    if (endReason !== undefined) return;
    endReason = reason;
    listener?.ended(reason);
  }

  return {
    sent,
    get endReason() {
      return endReason;
    },
    send(stream, message) {
      if (endReason === undefined) sent.push({ stream, message });
    },
    queuedBytes: () => 0,
    isDirect: false,
    listen(heard) {
      if (listener !== undefined) throw new InvariantError('listen is called once');
      listener = heard;
    },
    end: over,
    receive(stream, message) {
      if (endReason !== undefined) return;
      try {
        listener?.message(stream, message);
      } catch (error) {
        if (!(error instanceof ProtocolViolation)) throw error;
        over('protocol-error');
      }
    },
    state: (state) => listener?.state(state),
    endFromOutside: over,
  };
}
