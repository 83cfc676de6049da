import type {
  Clock,
  EndReason,
  IceServer,
  RandomBytes,
  SessionId,
  TransportCode,
  TransportFailure,
} from '@fjernhjelp/protocol';
import {
  createHostRegistration,
  type HostRegistration,
  type OpenWebSocket,
  type Transport,
} from '@fjernhjelp/session';

/** A server that is just starting, or a network that is: the first registration gets a second try after so long. */
const SECOND_TRY_MS = 1000;
const passing: readonly TransportCode[] = ['unreachable', 'closed', 'timeout', 'server-restart'];

export interface ServerLineOptions {
  /** The server's origin, `http(s)://host[:port]`. */
  serverUrl: string;
  openWebSocket: OpenWebSocket;
  clock: Clock;
  random: RandomBytes;
  listener: {
    /** Called again with another ID when the broker lost the first; a session goes on then. */
    registered(id: SessionId): void;
    /** `isOnline` is another. */
    changed(): void;
    /** A helper entered the ID: their bytes. */
    incoming(transport: Transport): void;
    /** The broker ended it, or is not reached any more. */
    ended(reason: EndReason): void;
    /** It was never registered. */
    failed(failure: TransportFailure): void;
  };
}

/** The host's place at the broker, one registration after the other. */
export interface ServerLine {
  /** True until something breaks, false from `end` to the next ID. */
  readonly isOnline: boolean;
  /** What helps to find a direct path; undefined when the operator wants none, or nothing is registered. */
  readonly iceServers: readonly IceServer[] | undefined;
  /** Registers; the first failure that may pass is followed by one more try. */
  open(): void;
  /** Tells the broker who was let in, for the audit. */
  reportJoined(helper: string, organisation: string): void;
  /** Frees the ID. `open` may follow. */
  end(reason: EndReason): void;
}

export function createServerLine(options: ServerLineOptions): ServerLine {
  const { clock, listener } = options;
  let registration: HostRegistration | undefined;
  let everRegistered = false;
  let mayTryAgain = true;
  let cancelRetry = () => {};
  // Nothing is broken yet.
  let isOnline = true;

  function register(): void {
    registration = createHostRegistration({
      serverUrl: options.serverUrl.replace(/^http/, 'ws'),
      openWebSocket: options.openWebSocket,
      clock,
      random: options.random,
      listener: {
        registered(id) {
          everRegistered = true;
          mayTryAgain = false;
          isOnline = true;
          listener.registered(id);
        },
        online: setOnline,
        incoming: listener.incoming,
        ended: listener.ended,
        failed,
      },
    });
  }

  function setOnline(next: boolean): void {
    if (next === isOnline) return;
    isOnline = next;
    listener.changed();
  }

  function failed(failure: TransportFailure): void {
    registration = undefined;
    if (mayTryAgain && passing.includes(failure.code)) {
      mayTryAgain = false;
      setOnline(false);
      cancelRetry = clock.schedule(SECOND_TRY_MS, register);
    } else if (everRegistered) listener.ended('host-lost');
    else listener.failed(failure);
  }

  return {
    get isOnline() {
      return isOnline;
    },
    get iceServers() {
      return registration?.iceServers;
    },
    open() {
      mayTryAgain = true;
      register();
    },
    reportJoined(helper, organisation) {
      registration?.reportJoined(helper, organisation);
    },
    end(reason) {
      isOnline = false;
      cancelRetry();
      registration?.end(reason);
      registration = undefined;
    },
  };
}
