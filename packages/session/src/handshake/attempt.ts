import {
  type Bytes,
  type Clock,
  decodeHandshake,
  encodeHandshake,
  encodeRecord,
  type HandshakeMessage,
  limits,
  PairingFailure,
  ProtocolViolation,
  recordTypes,
  type TransportFailure,
} from '@fjernhjelp/protocol';
import { createRecordLine, type RecordLine } from '../line/record-line.ts';
import type { Transport } from '../transport.ts';
import type { HandshakeTable } from './states.ts';

/** Why an attempt came to nothing. */
export type HandshakeFailure = ProtocolViolation | PairingFailure | TransportFailure;

/** One handshake on one transport: holds its state, its time limit and who is told of its end. */
export interface Attempt {
  readonly line: RecordLine;
  /** Listens, and limits the time from here; what came earlier is taken within the call. Before anything is sent. */
  begin(): void;
  /** @returns the body as it went out, for the transcript */
  send(message: HandshakeMessage): Bytes;
  /** It worked out: from here the line is the caller's, who hands it to a channel at once. */
  succeed(): void;
  /** Ends it; does nothing when it is over. */
  fail(failure: HandshakeFailure): void;
}

export interface AttemptOptions<State extends string> {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly table: HandshakeTable<State>;
  readonly start: State;
  /** Whether the other end may say "failed", in any state: a host may, a viewer just leaves. */
  readonly refusable: boolean;
  /**
   * Takes a message that the table allows in this state.
   * @param body as it came, for the transcript
   * @throws ProtocolViolation | PairingFailure to end the attempt
   */
  take(message: HandshakeMessage, body: Bytes): void;
  /** The attempt is over without success; the line is closed behind what this sends. */
  failed(failure: HandshakeFailure): void;
}

export function createAttempt<State extends string>(options: AttemptOptions<State>): Attempt {
  const { transport, clock, table, take, failed } = options;
  const line = createRecordLine(transport);
  let state = options.start;
  let over = false;
  let stopTimeout = () => {};

  function handle(type: number, body: Bytes): void {
    if (over) return;
    try {
      takeRecord(type, body);
    } catch (error) {
      if (!(error instanceof ProtocolViolation) && !(error instanceof PairingFailure)) throw error;
      fail(error);
    }
  }

  function fail(failure: HandshakeFailure): void {
    if (over) return;
    over = true;
    stopTimeout();
    failed(failure);
    line.close();
  }

  function takeRecord(type: number, body: Bytes): void {
    if (type !== recordTypes.handshake) throw new ProtocolViolation('unexpected-message');
    const message = decodeHandshake(body);
    const next = table[state][message.type];
    if (next === undefined) {
      if (message.type !== 'failed' || !options.refusable) throw new ProtocolViolation('unexpected-message');
      const { code, triesLeft } = message;
      throw new PairingFailure(code, triesLeft === undefined ? {} : { triesLeft });
    }
    state = next;
    take(message, body);
  }

  return {
    line,
    begin() {
      stopTimeout = clock.schedule(limits.handshakeTimeoutMs, () =>
        fail(new PairingFailure('pairing-timeout')),
      );
      line.start({ record: handle, drained() {}, closed: fail, broken: fail });
    },
    send(message) {
      const body = encodeHandshake(message);
      line.send(encodeRecord(recordTypes.handshake, body));
      return body;
    },
    succeed() {
      over = true;
      stopTimeout();
    },
    fail,
  };
}
