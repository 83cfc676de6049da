import {
  type BrokerToHost,
  type Clock,
  closeCodes,
  type EndReason,
  type HostToBroker,
  type IceServer,
  limits,
  parseBrokerToHost,
  type RandomBytes,
  type SessionId,
  type TransportCode,
  TransportFailure,
} from '@fjernhjelp/protocol';
import { createBackoff } from '../backoff.ts';
import { createTimer } from '../channel/timer.ts';
import type { Transport } from '../transport.ts';
import { openLink } from './open-link.ts';
import {
  type RegistrationEvent,
  type RegistrationState,
  registrationTransitions,
} from './registration-states.ts';
import { openTextSocket, type TextSocket } from './text-socket.ts';
import type { OpenWebSocket } from './web-socket.ts';

/** Links that are being opened at once; the broker's further announcements are passed over. */
const OPENING_LINKS = 16;

/** A registration that is refused so would be refused again. */
const FINAL_CODES: readonly TransportCode[] = ['version-unsupported', 'malformed'];

export interface HostRegistrationListener {
  /** The ID to show: the first time, and again when the broker had to give another because the old one was lost. */
  registered(id: SessionId): void;
  /** Whether the broker is reached; true right after `registered`. */
  online(online: boolean): void;
  /** A viewer entered the ID: its bytes. */
  incoming(transport: Transport): void;
  /** The broker ended it, or it was not reached for the grace period ("host-lost"). Nothing follows. */
  ended(reason: EndReason): void;
  /** The first try failed, or the broker refuses for good. Nothing follows. */
  failed(failure: TransportFailure): void;
}

/** The host's side of signalling (PROTOCOL.md SG5–SG10, SG17). */
export interface HostRegistration {
  /** What helps to find a direct path, as the broker said last; undefined when the operator wants none. */
  readonly iceServers: readonly IceServer[] | undefined;
  /** Tells the broker who was let in, for the audit; later, when the line is broken just now. */
  reportJoined(helper: string, organisation: string): void;
  /** Frees the ID and closes; the listener is not called after that. */
  end(reason: EndReason): void;
  /** Closes without a word: the broker keeps the ID for the grace period. May be called twice. */
  close(): void;
}

export interface HostRegistrationOptions {
  /** "wss://host[:port]" */
  readonly serverUrl: string;
  readonly openWebSocket: OpenWebSocket;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly listener: HostRegistrationListener;
}

/** Registers at the broker and stays registered, under the same ID for as long as the broker allows. */
export function createHostRegistration(options: HostRegistrationOptions): HostRegistration {
  const { serverUrl, openWebSocket, clock, listener } = options;
  const backoff = createBackoff(options.random);
  const retry = createTimer(clock, connect);
  const answer = createTimer(clock, () => lose(new TransportFailure('timeout')));
  // It looks again, instead of being set anew for each word: a timer that is stopped wakes a Node process all the same.
  const silence = createTimer(clock, () => {
    const leftMs = heardAt + limits.silenceMs - clock.now();
    if (leftMs > 0) silence.start(leftMs);
    else lose(new TransportFailure('timeout'));
  });
  const grace = createTimer(clock, () => finish(() => listener.ended('host-lost')));

  let state: RegistrationState = 'connecting';
  let socket: TextSocket | undefined;
  let known: { id: SessionId; token: string } | undefined;
  let shownId: SessionId | undefined;
  /** At most as many as there may be helpers: a broker takes no more (SG6). */
  const unreported: HostToBroker[] = [];
  let openingLinks = 0;
  let heardAt = 0;
  let iceServers: readonly IceServer[] | undefined;

  function move(event: RegistrationEvent): boolean {
    const next = registrationTransitions[state][event];
    if (next === undefined) return false;
    state = next;
    return true;
  }

  function say(message: HostToBroker): void {
    socket?.send(JSON.stringify(message));
  }

  function connect(): void {
    answer.start(limits.handshakeTimeoutMs);
    try {
      socket = open();
    } catch (error) {
      if (!(error instanceof TransportFailure)) throw error;
      lose(error);
    }
  }

  function open(): TextSocket {
    return openTextSocket(openWebSocket, `${serverUrl}/api/host`, {
      opened: () =>
        say({
          type: 'register',
          version: limits.protocolVersion,
          ...(known === undefined ? {} : { resume: known }),
        }),
      text: (text) => take(parseBrokerToHost(text)),
      closed: lose,
    });
  }

  function take(message: BrokerToHost): void {
    heardAt = clock.now();
    switch (message.type) {
      case 'registered':
        takeRegistered(message);
        break;
      case 'viewer':
        void openViewerLink(message.link);
        break;
      case 'ended':
        finish(() => listener.ended(message.reason));
        break;
      case 'alive':
        if (!silence.running) silence.start(limits.silenceMs);
        break;
      case 'error':
        lose(new TransportFailure(message.code));
        break;
    }
  }

  function takeRegistered(message: Extract<BrokerToHost, { type: 'registered' }>): void {
    if (!move('registered')) return;
    const { id, token } = message;
    iceServers = message.iceServers;
    answer.stop();
    grace.stop();
    backoff.reset();
    known = { id: id as SessionId, token };
    if (shownId !== known.id) {
      shownId = known.id;
      listener.registered(shownId);
    }
    for (const report of unreported.splice(0)) say(report);
    listener.online(true);
  }

  async function openViewerLink(link: string): Promise<void> {
    if (openingLinks >= OPENING_LINKS) return;
    openingLinks++;
    try {
      const first = { type: 'accept', link } as const;
      const transport = await openLink({ url: `${serverUrl}/api/link`, first, openWebSocket, clock });
      if (state === 'over') transport.close();
      else listener.incoming(transport);
    } catch (error) {
      // The viewer is told by the relay, and tries again by itself.
      if (!(error instanceof TransportFailure)) throw error;
    } finally {
      openingLinks--;
    }
  }

  function lose(failure: TransportFailure): void {
    dropSocket(closeCodes.normal);
    if (state === 'connecting' || (state === 'away' && FINAL_CODES.includes(failure.code))) {
      finish(() => listener.failed(failure));
      return;
    }
    if (failure.code === 'resume-rejected') known = undefined;
    retry.start(backoff.next());
    if (!move('line-lost')) return;
    grace.start(limits.graceMs);
    listener.online(false);
  }

  function dropSocket(code: number): void {
    answer.stop();
    silence.stop();
    const dropped = socket;
    socket = undefined;
    dropped?.close(code);
  }

  function finish(tell: () => void): void {
    if (!move('over')) return;
    retry.stop();
    grace.stop();
    dropSocket(closeCodes.normal);
    tell();
  }

  // The caller has the registration in hand before it hears anything of it.
  queueMicrotask(() => {
    if (state !== 'over') connect();
  });
  return {
    get iceServers() {
      return iceServers;
    },
    reportJoined(helper, organisation) {
      const message = { type: 'joined', helper, organisation } as const;
      if (state === 'online') say(message);
      else if (unreported.length < limits.peopleInAll) unreported.push(message);
    },
    end: (reason) => {
      if (state === 'online') say({ type: 'end', reason });
      finish(() => {});
    },
    close: () => finish(() => {}),
  };
}
