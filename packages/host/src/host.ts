import {
  type Clock,
  createRandomInt,
  type EndReason,
  limits,
  type RandomBytes,
  type SessionId,
  type TransportCode,
  type TransportFailure,
} from '@fjernhjelp/protocol';
import {
  type Channel,
  type ChannelAcceptor,
  createChannelAcceptor,
  createHostRegistration,
  type HostRegistration,
  type OpenWebSocket,
} from '@fjernhjelp/session';
import { createHelperSession, type HelperSession } from './helper-session.ts';
import { createPasswordKeeper } from './password-keeper.ts';
import { type HostEvent, type HostState, hostTransitions, shownPhases } from './phases.ts';
import type { Injector, PictureSource, PointerMark } from './ports.ts';
import type { HostStatus, UserCommand } from './status.ts';

/** A server that is just starting, or a network that is: the first registration gets a second try after so long. */
const SECOND_TRY_MS = 1000;
const passing: readonly TransportCode[] = ['unreachable', 'closed', 'timeout', 'server-restart'];

export interface HostOptions {
  /** The server's origin, `http(s)://host[:port]`. */
  serverUrl: string;
  openWebSocket: OpenWebSocket;
  clock: Clock;
  random: RandomBytes;
  /** Called when the user has let a helper in; closed at the end of that session. */
  openPictures: () => PictureSource;
  /** Undefined where nothing can be controlled: then every request for control is declined. Not closed by the host. */
  injector: Injector | undefined;
  /** Undefined where nothing can be shown. Not closed by the host. */
  pointerMark: PointerMark | undefined;
  listener?: HostListener;
}

export interface HostListener {
  /** Something that the user sees is another; the value is new each time. */
  status(status: HostStatus): void;
  /** The first registration failed: unreachable, certificate, version. Nothing follows. */
  fatal?(failure: TransportFailure): void;
  /** Our own mistake or a lost screen, for the log; the session ends with "internal-error". */
  problem?(error: Error): void;
}

/** The helped side's role: gives out an ID and a password, asks the user, and lets one helper do what was granted. */
export interface Host {
  readonly status: HostStatus;
  /** @param listener hears of every change from now on; the answer ends that */
  subscribe(listener: (status: HostStatus) => void): () => void;
  /** What the user did. What makes no sense just now is ignored. */
  command(command: UserCommand): void;
  /** Ends everything with "ended-by-user". May be called twice. */
  close(): void;
}

export function createHost(options: HostOptions): Host {
  const { clock, random, listener } = options;
  const randomInt = createRandomInt(random);
  const subscribers = new Set<(status: HostStatus) => void>();
  let keeper = createPasswordKeeper(randomInt);
  let state: HostState = 'connecting';
  let everRegistered = false;
  let mayTryAgain = true;
  let cancelRetry = () => {};
  let online = false;
  let id: SessionId | undefined;
  let endReason: EndReason | undefined;
  let registration: HostRegistration | undefined;
  let acceptor: ChannelAcceptor | undefined;
  let session: HelperSession | undefined;
  let shown: HostStatus = status();

  /** @returns whether the event means something in this state */
  function step(event: HostEvent): boolean {
    const next = hostTransitions[state][event];
    if (next === undefined) return false;
    state = next;
    return true;
  }

  function register(): void {
    registration = createHostRegistration({
      serverUrl: options.serverUrl.replace(/^http/, 'ws'),
      openWebSocket: options.openWebSocket,
      clock,
      random,
      listener: {
        registered,
        online: lineToServer,
        incoming: (transport) => acceptor?.accept(transport),
        ended: finish,
        failed,
      },
    });
  }

  /** Called again with another ID when the broker lost the first; a session goes on then. */
  function registered(given: SessionId): void {
    everRegistered = true;
    mayTryAgain = false;
    online = true;
    id = given;
    acceptor ??= createChannelAcceptor({
      id: () => id ?? given,
      clock,
      random,
      password: () => (state === 'waiting' ? keeper.password : undefined),
      wrongPassword,
      paired,
    });
    step('registered');
    publish();
  }

  function lineToServer(isOnline: boolean): void {
    if (isOnline === online) return;
    online = isOnline;
    publish();
  }

  function failed(failure: TransportFailure): void {
    registration = undefined;
    if (mayTryAgain && passing.includes(failure.code)) {
      mayTryAgain = false;
      cancelRetry = clock.schedule(SECOND_TRY_MS, register);
    } else if (everRegistered) finish('host-lost');
    else {
      step('over');
      listener?.fatal?.(failure);
    }
  }

  function wrongPassword(): number {
    const triesLeft = keeper.wrongTry();
    publish();
    return triesLeft;
  }

  function paired(channel: Channel): void {
    // Two helpers may know the password at the same moment; the first one has used it up.
    if (!step('paired')) {
      channel.end('refused');
      return;
    }
    session = createHelperSession({
      channel,
      clock,
      openPictures: options.openPictures,
      injector: options.injector,
      pointerMark: options.pointerMark,
      listener: {
        joined: () => {
          step('joined');
          publish();
        },
        grantsChanged: publish,
        line: (line) => {
          step(line === 'connected' ? 'line-back' : 'line-lost');
          publish();
        },
        problem: (error) => listener?.problem?.(error),
        ended: sessionEnded,
      },
    });
    session.start();
  }

  function sessionEnded(reason: EndReason): void {
    session = undefined;
    if (step('left')) {
      keeper.renew();
      publish();
    } else finish(reason);
  }

  function finish(reason: EndReason): void {
    if (!step('over')) return;
    endReason = reason;
    online = false;
    cancelRetry();
    session?.end(reason);
    acceptor?.close();
    registration?.end(reason);
    session = undefined;
    acceptor = undefined;
    registration = undefined;
    id = undefined;
    publish();
  }

  function command(command: UserCommand): void {
    switch (command.type) {
      case 'allow':
        if (!step('allowed')) return;
        registration?.reportJoined(session?.helper?.name ?? '', session?.helper?.organisation ?? '');
        session?.admit();
        break;
      case 'decline':
        if (state === 'asking' || state === 'asking-broken') session?.end('refused');
        break;
      case 'allow-grant':
        session?.allowGrant(command.grant);
        break;
      case 'decline-grant':
        session?.declineGrant(command.grant);
        break;
      case 'revoke-grant':
        session?.revokeGrant(command.grant);
        break;
      case 'end':
        finish('ended-by-user');
        break;
      case 'start-again':
        if (!step('start-again')) return;
        endReason = undefined;
        mayTryAgain = true;
        keeper = createPasswordKeeper(randomInt);
        publish();
        register();
        break;
    }
  }

  function status(): HostStatus {
    const phase = shownPhases[state];
    return {
      phase,
      online,
      wrongTries: keeper.wrongTries,
      maxTries: limits.passwordTries,
      passwordReplaced: keeper.replaced,
      grants: session?.held ?? [],
      ...(id !== undefined && { id }),
      ...(phase === 'waiting' && { password: keeper.password }),
      ...(session?.helper && { helper: session.helper }),
      ...(session?.request && { requestedGrant: session.request }),
      ...(session?.obstacle && { obstacle: session.obstacle }),
      ...(endReason !== undefined && { endReason }),
    };
  }

  function publish(): void {
    shown = status();
    listener?.status(shown);
    for (const subscriber of subscribers) subscriber(shown);
  }

  register();
  return {
    get status() {
      return shown;
    },
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return () => void subscribers.delete(subscriber);
    },
    command,
    close: () => finish('ended-by-user'),
  };
}
