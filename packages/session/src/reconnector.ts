import { type Clock, ProtocolViolation, TransportFailure } from '@fjernhjelp/protocol';
import type { Backoff } from './backoff.ts';
import { createTimer } from './channel/timer.ts';
import type { HandshakeFailure } from './handshake/attempt.ts';
import type { Transport } from './transport.ts';

/** The only part that tries again: it brings a viewer's session to a new line (PROTOCOL.md RS7). */
export interface Reconnector {
  /** The line is gone. */
  lineLost(): void;
  /** The other end was heard on a new line, brought by this or by somebody else: no more is needed. */
  resumed(): void;
  /** True when what answered the last try was not the host of this session. */
  readonly foundForgery: boolean;
  stop(): void;
}

/** One resumption that is under way. */
interface Resumption {
  fail(failure: HandshakeFailure): void;
}

export function createReconnector(options: {
  clock: Clock;
  backoff: Backoff;
  connect: () => Promise<Transport>;
  /** Begins a resumption on that transport; calls exactly one of the two. */
  resume: (
    transport: Transport,
    attached: () => void,
    failed: (failure: HandshakeFailure) => void,
  ) => Resumption;
  /** The host no longer has the session, or the broker no longer its ID. */
  gone: () => void;
}): Reconnector {
  const { clock, backoff, connect, resume, gone } = options;
  const retry = createTimer(clock, () => void tryOnce());
  let resumption: Resumption | undefined;
  let foundForgery = false;
  let stopped = false;
  /** The session needs a line, and one is being made. */
  let wanted = false;
  let trying = false;

  async function tryOnce(): Promise<void> {
    trying = true;
    let transport: Transport;
    try {
      transport = await connect();
    } catch (error) {
      if (!(error instanceof TransportFailure)) throw error;
      failed(error);
      return;
    }
    if (stopped || !wanted) {
      trying = false;
      transport.close();
      return;
    }
    resumption = resume(transport, attached, failed);
  }

  function attached(): void {
    resumption = undefined;
    trying = false;
    foundForgery = false;
  }

  function failed(failure: HandshakeFailure): void {
    resumption = undefined;
    trying = false;
    if (stopped || !wanted) return;
    foundForgery = failure instanceof ProtocolViolation;
    if (failure.code === 'session-gone' || failure.code === 'unknown-id') gone();
    else retry.start(backoff.next());
  }

  return {
    lineLost() {
      wanted = true;
      if (!stopped && !trying) retry.start(backoff.next());
    },
    resumed() {
      wanted = false;
      backoff.reset();
      retry.stop();
      resumption?.fail(new TransportFailure('closed'));
    },
    get foundForgery() {
      return foundForgery;
    },
    stop() {
      stopped = true;
      retry.stop();
      resumption?.fail(new TransportFailure('closed'));
    },
  };
}
