import {
  type Clock,
  createRandomInt,
  createReceiptBook,
  type EndingWhy,
  type EndReason,
  type Grant,
  type IceServer,
  limits,
  type RandomBytes,
  type SessionId,
  type TransportFailure,
} from '@fjernhjelp/protocol';
import {
  type Aead,
  type Channel,
  type ChannelAcceptor,
  createChannelAcceptor,
  type OpenPathPeer,
  type OpenWebSocket,
} from '@fjernhjelp/session';
import { createDoor, type Door } from './door.ts';
import { createColourBook } from './drawing/colour-book.ts';
import { createHelpers, type Helpers } from './helpers.ts';
import type { CreateHostPart, CreateSharedPart } from './part.ts';
import { createPathPart } from './path/path-part.ts';
import { type HostEvent, type HostState, hostTransitions, shownPhase } from './phases.ts';
import type { DrawingBoard, Injector, PauseKey, PictureSource, ScreenFrame, UserInput } from './ports.ts';
import { whoRecords } from './recording/who-records.ts';
import { createScreenFrameKeeper } from './screen-frame-keeper.ts';
import { createServerLine } from './server-line.ts';
import { createSessionLimits } from './session-limits.ts';
import type { HostStatus } from './status.ts';
import { createUserActivity } from './user-activity.ts';
import type { UserCommand } from './user-command.ts';
import type { UserVoice } from './voice/user-voice.ts';
import { createVoicePart } from './voice/voice-part.ts';

/** How long the helper's input waits after the user's own. */
const USER_FIRST_MS = 1000;

export interface HostOptions {
  /** The server's origin, `http(s)://host[:port]`. */
  serverUrl: string;
  openWebSocket: OpenWebSocket;
  clock: Clock;
  random: RandomBytes;
  /** Web Crypto's when undefined. */
  aead?: Aead;
  /** Called for each helper whom the user has let in; closed when that one is gone. */
  openPictures: () => PictureSource;
  /** Undefined where nothing can be controlled: then every request for control is declined. Not closed by the host. */
  injector: Injector | undefined;
  /** Where helpers point and draw; undefined where nothing can be shown. Not closed by the host. */
  drawingBoard: DrawingBoard | undefined;
  /** Around the screens while somebody sees them; undefined where there is none. Not closed by the host. */
  screenFrame?: ScreenFrame | undefined;
  /** The user's own mouse and keyboard; undefined where they cannot be told from the helper's. Not closed by the host. */
  userInput?: UserInput | undefined;
  /** Pauses and goes on; undefined where there is none. Not closed by the host. */
  pauseKey?: PauseKey | undefined;
  /** How long the helper's input waits after the user's own, in milliseconds. */
  userFirstMs?: number | undefined;
  /** Milliseconds since 1970, for the receipt and for when the window says that it will be over. */
  time: () => number;
  /** The longest that a session takes, and the longest that nobody does anything in it; without, no bound. Milliseconds. */
  longestMs?: number;
  idleMs?: number;
  /** What else helper and user can do together, made once for each helper. */
  parts?: readonly CreateHostPart[];
  /** Where there may be a direct path to a helper. */
  openPathPeer?: OpenPathPeer;
  /** The user's microphone and speaker; undefined where there can be none. The sound takes a direct path or none. */
  voice?: UserVoice | undefined;
  /** What the user and all helpers have in common, made once. */
  shared?: readonly CreateSharedPart[];
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

/** The helped side's role: gives out an ID and a password, asks the user, and lets helpers do what was granted. */
export interface Host {
  readonly status: HostStatus;
  /** @param listener hears of every change from now on; the answer ends that */
  subscribe(listener: (status: HostStatus) => void): () => void;
  /** What the user did. What makes no sense just now is ignored. */
  command(command: UserCommand): void;
  /** Ends everything. May be called twice. @param reason "ended-by-user" where there is no better one */
  close(reason?: EndReason): void;
}

/** Registers at the broker at once, and says so with `connecting`. */
export function createHost(options: HostOptions): Host {
  const { clock, random, listener, openPathPeer, voice } = options;
  const subscribers = new Set<(status: HostStatus) => void>();
  let state: HostState = 'connecting';
  let id: SessionId | undefined;
  let endReason: EndReason | undefined;
  let acceptor: ChannelAcceptor | undefined;
  let paused = false;
  let directAllowed = true;
  let book = createReceiptBook(options.time);
  /** Helpers of whose unfinished files the user needs no more telling. */
  const seenLeft = new Set<number>();
  let toldEnding: EndingWhy | undefined;
  /** What the helpers know. */
  let wasHandsOff = false;

  const sessionLimits = createSessionLimits({
    clock,
    longestMs: options.longestMs,
    idleMs: options.idleMs,
    changed: endingChanged,
    over: finish,
  });
  const activity = createUserActivity({
    clock,
    userInput: options.userInput,
    lastsMs: options.userFirstMs ?? USER_FIRST_MS,
    acted: sessionLimits.active,
    changed: checkHandsOff,
  });
  const shared = (options.shared ?? []).map((create) => create({ changed: publish }));
  const helpers: Helpers = createHelpers({
    clock,
    openPictures: options.openPictures,
    injector: options.injector,
    drawingBoard: options.drawingBoard,
    colours: createColourBook(),
    parts: [
      ...(options.parts ?? []),
      ...shared.map(({ part }) => part),
      ...(openPathPeer === undefined ? [] : [pathPart(openPathPeer)]),
      ...(voice === undefined
        ? []
        : [createVoicePart({ voice, iceServers: directServers, whyNone: whyNoDirect })]),
    ],
    isPaused: () => paused,
    isUserActive: isHandsOff,
    listener: {
      changed: publish,
      granted,
      holds: (person, held) => book.holds(person, held),
      used: (person, grant) => book.used(person, grant),
      active: () => sessionLimits.active(),
      problem: (error) => listener?.problem?.(error),
      left: helperLeft,
    },
  });
  const door: Door = createDoor({
    randomInt: createRandomInt(random),
    helpers,
    isHostOpen: () => state === 'open',
  });
  const server = createServerLine({
    serverUrl: options.serverUrl,
    openWebSocket: options.openWebSocket,
    clock,
    random,
    listener: {
      registered,
      changed: publish,
      incoming: (transport) => acceptor?.accept(transport),
      ended: finish,
      failed,
    },
  });
  const frame = createScreenFrameKeeper(options.screenFrame);
  let shown: HostStatus = status();

  /**
   * Whether the helpers' input waits: the user's own hand is at work, or somebody asks the user for something and nobody
   * else must answer, another helper neither (PROTOCOL.md IN10, IN11).
   */
  function isHandsOff(): boolean {
    return activity.isActive || helpers.isSomebodyAsking;
  }

  function pathPart(openPeer: OpenPathPeer): CreateHostPart {
    return createPathPart({
      openPeer,
      accept(transport) {
        if (acceptor === undefined) transport.close();
        else acceptor.accept(transport);
      },
      iceServers: directServers,
    });
  }

  /** @returns undefined while there must be no direct path */
  function directServers(): readonly IceServer[] | undefined {
    return directAllowed ? server.iceServers : undefined;
  }

  /** Who runs the service comes first: that the user cannot change. */
  function whyNoDirect(): 'forbidden' | 'by-operator' {
    return server.iceServers === undefined ? 'by-operator' : 'forbidden';
  }

  function checkHandsOff(): void {
    if (isHandsOff() === wasHandsOff) return;
    wasHandsOff = !wasHandsOff;
    helpers.userActivityChanged();
  }

  /** @returns whether the event means something in this state */
  function step(event: HostEvent): boolean {
    const next = hostTransitions[state][event];
    if (next === undefined) return false;
    state = next;
    return true;
  }

  function registered(given: SessionId): void {
    id = given;
    acceptor ??= createChannelAcceptor({
      id: () => id ?? given,
      clock,
      random,
      aead: options.aead,
      password: () => door.password,
      wrongPassword,
      paired,
    });
    step('registered');
    publish();
  }

  function failed(failure: TransportFailure): void {
    step('over');
    listener?.fatal?.(failure);
  }

  function wrongPassword(): number {
    const triesLeft = door.wrongTry();
    publish();
    return triesLeft;
  }

  function paired(channel: Channel): void {
    // Two helpers may know the password at the same moment; the first one has used it up.
    if (door.password === undefined) {
      channel.end('refused');
      return;
    }
    helpers.add(channel, book);
    publish();
  }

  function granted(person: number, grant: Grant): void {
    const helper = helpers.find(person);
    if (grant === 'control') helpers.takeControlFromAllBut(person);
    if (grant === 'invite' && helper !== undefined) door.invitedBy(helper);
    publish();
  }

  function endingChanged(): void {
    const { ending } = sessionLimits;
    const why = ending?.why ?? toldEnding;
    if (why !== undefined) helpers.tellEnding(why, ending?.inMs);
    toldEnding = ending?.why;
    publish();
  }

  function helperLeft(person: number, reason: EndReason, wasAdmitted: boolean): void {
    book.left(person);
    if (wasAdmitted && helpers.admitted.length === 0) finish(reason);
    else {
      door.left(wasAdmitted);
      publish();
    }
  }

  function finish(reason: EndReason): void {
    if (!step('over')) return;
    endReason = reason;
    paused = false;
    door.shut();
    sessionLimits.stop();
    book.close(reason);
    helpers.end(reason);
    acceptor?.close();
    server.end(reason);
    acceptor = undefined;
    id = undefined;
    publish();
  }

  function admit(person: number): void {
    const helper = helpers.find(person);
    if (helper?.status === undefined) return;
    const { name, organisation } = helper.status;
    if (helper.state === 'asking') book.entered(person, { name, organisation });
    if (!helper.admit()) return;
    sessionLimits.begin();
    server.reportJoined(name, organisation);
    door.entered();
    helpers.tellPeople();
    publish();
  }

  function setPaused(next: boolean): void {
    if (next === paused || helpers.admitted.length === 0) return;
    paused = next;
    helpers.pauseChanged();
    publish();
  }

  function setInviting(next: boolean): void {
    if (door.setInviting(next)) publish();
  }

  function command(command: UserCommand): void {
    switch (command.type) {
      case 'allow':
        admit(command.person);
        break;
      case 'decline':
        helpers.refuse(command.person);
        break;
      case 'allow-grant':
        helpers.find(command.person)?.allowGrant(command.grant, command.duration);
        break;
      case 'decline-grant':
        helpers.find(command.person)?.declineGrant(command.grant);
        break;
      case 'revoke-grant':
        helpers.find(command.person)?.revokeGrant(command.grant);
        break;
      case 'voice-offer':
        helpers.find(command.person)?.offerGrant('voice');
        break;
      case 'dismiss':
        helpers.find(command.person)?.end('ended-by-user');
        break;
      case 'pause':
        setPaused(true);
        break;
      case 'go-on':
        setPaused(false);
        break;
      case 'invite':
        setInviting(true);
        break;
      case 'stop-inviting':
        setInviting(false);
        break;
      case 'set-direct':
        directAllowed = command.allowed;
        publish();
        break;
      case 'files-seen':
        if (!book.leftInFiles.some(({ person }) => person === command.person)) return;
        seenLeft.add(command.person);
        publish();
        break;
      case 'stay':
        sessionLimits.goOn();
        break;
      case 'end':
        finish('ended-by-user');
        break;
      case 'start-again':
        if (!step('start-again')) return;
        endReason = undefined;
        book = createReceiptBook(options.time);
        seenLeft.clear();
        door.renewPassword();
        for (const part of shared) part.clear();
        publish();
        server.open();
        break;
      default:
        // The parts' own.
        break;
    }
  }

  function status(): HostStatus {
    const { ending } = sessionLimits;
    const { password } = door;
    const { receipt } = book;
    const leftInFiles = book.leftInFiles.filter(({ person }) => !seenLeft.has(person));
    const obstacle = helpers.admitted.find((helper) => helper.obstacle !== undefined)?.obstacle;
    return {
      phase: shownPhase(state, helpers.states),
      online: endReason === undefined && server.isOnline,
      wrongTries: door.wrongTries,
      maxTries: limits.passwordTries,
      passwordReplaced: door.passwordReplaced,
      paused,
      inviting: door.isInviting,
      ...(options.pauseKey !== undefined && { pauseKey: true }),
      helpers: helpers.statuses,
      ...(obstacle !== undefined && { obstacle }),
      ...(hasDirectPaths() && server.iceServers !== undefined && { directAllowed }),
      ...(id !== undefined && { id }),
      ...(id !== undefined && password !== undefined && { password }),
      ...(ending !== undefined && { ending: { why: ending.why, atMs: options.time() + ending.inMs } }),
      ...(endReason === undefined && leftInFiles.length > 0 && { leftInFiles }),
      ...(endReason !== undefined && { endReason }),
      ...(receipt !== undefined && { receipt }),
      ...Object.assign({}, ...shared.map((part) => part.status)),
    };
  }

  /** A helper steers, and the user's own hand does not: what is pressed in the window is not the user's doing. */
  function isHelpersDoing(): boolean {
    const canTell = options.userInput !== undefined && options.userFirstMs !== 0;
    return canTell && !activity.isActive && helpers.admitted.some((helper) => helper.hasGrant('control'));
  }

  /** Whether anything would go that way if it may. */
  function hasDirectPaths(): boolean {
    return openPathPeer !== undefined || (voice !== undefined && voice.unable !== 'by-operator');
  }

  function publish(): void {
    checkHandsOff();
    frame.look(helpers.admitted, paused);
    shown = status();
    book.records(whoRecords(shown));
    for (const part of shared) part.session?.(shown);
    listener?.status(shown);
    for (const subscriber of subscribers) subscriber(shown);
  }

  const unlisten = options.pauseKey?.listen(() => setPaused(!paused));
  server.open();
  return {
    get status() {
      return shown;
    },
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return () => void subscribers.delete(subscriber);
    },
    command(given) {
      if (given.type === 'voice-mute' && !given.muted && isHelpersDoing()) return;
      sessionLimits.active();
      command(given);
      helpers.command(given);
      for (const part of shared) part.command?.(given);
    },
    close(reason = 'ended-by-user') {
      finish(reason);
      activity.close();
      unlisten?.();
    },
  };
}
