import {
  type Bytes,
  type Clock,
  decodeViewerToHost,
  type EndingWhy,
  type EndReason,
  encodeControl,
  encodeCursor,
  type Grant,
  type GrantDuration,
  grants,
  type HostToViewer,
  limits,
  type Obstacle,
  type Person,
  ProtocolViolation,
  type ReceiptFile,
  type StreamId,
  showableText,
  streams,
  type UnfinishedFile,
  type ViewerToHost,
} from '@fjernhjelp/protocol';
import type { Channel, ChannelListener } from '@fjernhjelp/session';
import type { ColourBook } from './drawing/colour-book.ts';
import { createDrawing } from './drawing/drawing.ts';
import { createGrantBook } from './grant-book.ts';
import { createInputChain } from './input/input-chain.ts';
import { createLockReport } from './input/lock-report.ts';
import { createPointerReport } from './input/pointer-report.ts';
import type { CreateHostPart, HostPart, HostPartPorts } from './part.ts';
import { type HelperEvent, type HelperState, helperTransitions, isAdmitted } from './phases.ts';
import { createPictureFeed } from './picture-feed.ts';
import type { DrawingBoard, Injector, PictureSource } from './ports.ts';
import type { HelperStatus } from './status.ts';
import type { UserCommand } from './user-command.ts';

/** What every host can give; control and what the parts bring come on top. */
const alwaysPossible: readonly Grant[] = ['view', 'point', 'invite'];

export interface HelperSessionOptions {
  channel: Channel;
  clock: Clock;
  /** The helper's number in this session. */
  person: number;
  /** Called once, when the user has let the helper in. */
  openPictures: () => PictureSource;
  injector: Injector | undefined;
  drawingBoard: DrawingBoard | undefined;
  /** Shared by all helpers. */
  colours: ColourBook;
  /** In the order in which they close. */
  parts: readonly CreateHostPart[];
  /** The user has stopped everything. */
  isPaused: () => boolean;
  /** The user's own hand is on the mouse or keyboard, or some helper asks the user for something. */
  isUserActive: () => boolean;
  listener: HelperSessionListener;
}

export interface HelperSessionListener {
  /** What the user sees of this helper is another. */
  changed(): void;
  /** `granted` holds now; the user has given it, or let the helper in. */
  granted(grant: Grant): void;
  /** They did something with what was granted. */
  used(grant: Grant): void;
  file(file: Omit<ReceiptFile, 'atMs'>): void;
  unfinished(grant: ReceiptFile['grant'], files: readonly UnfinishedFile[]): void;
  /** They did something at all. */
  active(): void;
  /** The helper wants that person to have control. */
  handOver(to: number): void;
  /** Our own mistake or a lost screen; the session ends with "internal-error" right after. */
  problem(error: Error): void;
  /** Called once, also after `end`. */
  ended(reason: EndReason): void;
}

/** One helper who knew the password, from the pairing to the end. The host role holds it; it wires the parts to the channel. */
export interface HelperSession {
  readonly person: number;
  readonly state: HelperState;
  /** Undefined until the helper has said who they are. */
  readonly status: HelperStatus | undefined;
  /** Whether the user ever let them in. */
  readonly wasAdmitted: boolean;
  /** Whether the user has to answer them: they want to be let in, or to have something, and have a line to hear it. */
  readonly isAsking: boolean;
  /** What keeps the helper from seeing while they may, or from steering while they may. */
  readonly obstacle: Obstacle | undefined;
  /** Whether the helper was given this; while paused it may not be used. */
  hasGrant(grant: Grant): boolean;
  /** Listens to the channel from now on; called once. */
  start(): void;
  /** The user lets the helper in: the default grants, and pictures from now on. @returns whether that could be */
  admit(): boolean;
  /** Without a line the question is not shown, and is not answered; so for `declineGrant`. */
  allowGrant(grant: Grant, duration: GrantDuration): void;
  /** Asks the user whether the helper shall have what the user thought of themselves. */
  offerGrant(grant: Grant): void;
  declineGrant(grant: Grant): void;
  revokeGrant(grant: Grant): void;
  /** Asks the user to give this helper control, which another helper hands over. */
  offerControl(handedOverBy: string): void;
  /** `isPaused` answers something else. */
  pauseChanged(): void;
  /** `isUserActive` answers something else. */
  userActivityChanged(): void;
  /** @param inMs until the session is over; undefined: it goes on after all */
  tellEnding(why: EndingWhy, inMs: number | undefined): void;
  /** Who is in. */
  tellPeople(people: readonly Person[]): void;
  /** @param password with which a colleague gets in; undefined when that is over */
  tellInvitation(password: string | undefined): void;
  /** For the parts. */
  command(command: UserCommand): void;
  /** May be called twice. */
  end(reason: EndReason): void;
}

export function createHelperSession(options: HelperSessionOptions): HelperSession {
  const { channel, clock, listener, person, isPaused } = options;
  let state: HelperState = 'greeting';
  let helper: Pick<HelperStatus, 'name' | 'organisation' | 'reason'> | undefined;
  let wasAdmitted = false;
  let invitation: string | undefined;
  let obstacle: Obstacle | undefined;
  let ended = false;
  /** What the helper takes it for, whether or not that helper has control just now. */
  let toldUserActive = false;

  const has = (grant: Grant) => isAdmitted(state) && !ended && !isPaused() && book.has(grant);
  const portsOn = (stream: () => StreamId): HostPartPorts => ({
    clock,
    person,
    name: () => helper?.name ?? '',
    has,
    isPaused,
    send: (message) => send(stream(), message),
    queuedBytes: () => channel.queuedBytes(stream()),
    changed: listener.changed,
    used: listener.used,
    file(file) {
      listener.file(file);
      late();
    },
    unfinished(grant, files) {
      listener.unfinished(grant, files);
      late();
    },
    failed: fail,
  });
  const drawing = createDrawing({
    ...portsOn(() => streams.drawing),
    board: options.drawingBoard,
    colours: options.colours,
    screens: () => pictures.screens,
  });
  const others = options.parts.map((create) => {
    const part: HostPart = create(portsOn(() => part.stream));
    return part;
  });
  const parts: readonly HostPart[] = [drawing, ...others];
  const possible = new Set([
    ...alwaysPossible,
    ...(options.injector ? (['control'] as const) : []),
    ...parts.flatMap((part) => part.grants),
  ]);
  const book = createGrantBook(
    clock,
    grants.filter((grant) => possible.has(grant)),
  );
  const pictures = createPictureFeed({
    open: options.openPictures,
    clock,
    send(message) {
      send(streams.picture, message);
      listener.used('view');
    },
    cursor: (shape) => pointerReport.shape(shape),
    pointer: (place) => pointerReport.heard(place),
    obstacle: meet,
    failed: fail,
    watching(screens) {
      for (const part of parts) part.watching?.(screens);
    },
  });
  const pointerReport = createPointerReport({
    clock,
    screens: () => pictures.screens,
    queuedBytes: () => channel.queuedBytes(streams.cursor),
    send: (message) => send(streams.cursor, encodeCursor(message)),
  });
  const lockReport = createLockReport({
    injector: options.injector,
    queuedBytes: () => channel.queuedBytes(streams.input),
    send: (message) => send(streams.input, message),
  });
  const input = createInputChain({
    pointerReport,
    // While the user is asked for something, the helper must not answer in their place (IN10).
    has: (grant) => has(grant) && (grant !== 'control' || book.request === undefined),
    isHeld: options.isUserActive,
    screens: () => pictures.screens,
    injector: options.injector,
    pointing: drawing.pointing,
    used: listener.used,
  });
  const cancelGreeting = clock.schedule(limits.handshakeTimeoutMs, () => end('protocol-error'));

  const channelListener: ChannelListener = {
    message(stream, message) {
      try {
        receive(stream, message);
      } catch (error) {
        if (error instanceof ProtocolViolation) throw error;
        fail(error as Error);
      }
    },
    state(line) {
      const isConnected = line === 'connected';
      if (!isConnected) {
        input.release();
        pictures.lineLost();
        if (book.endNow()) applyGrants();
      }
      step(isConnected ? 'line-back' : 'line-lost');
      tellUserActive();
      tellLocks();
      for (const part of parts) part.line?.(isConnected);
      listener.changed();
    },
    moved() {
      for (const part of parts) part.moved?.(channel.isDirect);
    },
    ended: finish,
  };

  /** The disk may have done its part when the helper is gone: nobody else tells of it then. */
  function late(): void {
    if (state === 'gone') listener.changed();
  }

  /** @returns whether the event means something in this state */
  function step(event: HelperEvent): boolean {
    const next = helperTransitions[state][event];
    if (next === undefined) return false;
    state = next;
    return true;
  }

  function receive(stream: StreamId, message: Bytes): void {
    if (stream === streams.control) {
      receiveControl(decodeViewerToHost(message));
      if (isAdmitted(state)) listener.active();
      return;
    }
    const part = parts.find((candidate) => candidate.stream === stream);
    if (!isAdmitted(state)) throw new ProtocolViolation('unexpected-message');
    // What a page says by itself, to pictures and about the line, is nobody's doing.
    if (stream !== streams.picture && stream !== streams.path) listener.active();
    if (stream === streams.input) input.receive(message);
    else if (stream === streams.picture) pictures.receive(message);
    else if (part !== undefined) part.receive(message);
    else throw new ProtocolViolation('unexpected-message');
  }

  function receiveControl(message: ViewerToHost): void {
    const isExpected = message.type === 'join' ? helper === undefined : isAdmitted(state);
    if (!isExpected) throw new ProtocolViolation('unexpected-message');
    switch (message.type) {
      case 'join':
        join(message);
        break;
      case 'request-grant':
        ask({ grant: message.grant, reason: showableText(message.reason, limits.reasonChars) });
        break;
      case 'drop-grant':
        takeBack(message.grant);
        break;
      case 'hand-over':
        if (!has('control')) return;
        takeBack('control');
        listener.handOver(message.to);
        break;
    }
  }

  function join(stated: Extract<ViewerToHost, { type: 'join' }>): void {
    cancelGreeting();
    helper = {
      name: showableText(stated.name, limits.nameChars),
      organisation: showableText(stated.organisation, limits.nameChars),
      reason: showableText(stated.reason, limits.reasonChars),
    };
    step('joined');
    listener.changed();
  }

  function ask(request: Parameters<typeof book.ask>[0]): void {
    const answer = book.ask(request);
    if (answer === 'declined' && !request.isOffered) tell({ type: 'grant-declined', grant: request.grant });
    if (answer === 'open') {
      input.release();
      listener.changed();
    }
  }

  /** What the channel does not take ends this session and nothing else, once whoever sends is through with what they do. */
  function send(stream: StreamId, message: Bytes): void {
    try {
      channel.send(stream, message);
    } catch (error) {
      queueMicrotask(() => fail(error as Error));
    }
  }

  function tell(message: HostToViewer): void {
    send(streams.control, encodeControl(message));
  }

  /** Enforces first, tells after. */
  function applyGrants(): void {
    input.release();
    for (const part of parts) part.grantsChanged?.();
    if (has('view')) pictures.start();
    else stopPictures();
    if (!book.has('invite')) tellInvitation(undefined);
    tell({
      type: 'grants',
      grants: book.held.map(({ grant }) => grant),
      possible: [...book.possible],
      paused: isPaused(),
    });
    tellUserActive();
    tellLocks();
    listener.changed();
  }

  /** Who has control and a line hears of them from now on, nobody else. */
  function tellLocks(): void {
    lockReport.set(has('control') && state === 'sharing');
  }

  /** Without a line it waits: a hand that comes and goes must not fill the queue. */
  function tellUserActive(): void {
    const active = options.isUserActive();
    if (!has('control') || state !== 'sharing' || active === toldUserActive) return;
    toldUserActive = active;
    tell({ type: 'user-active', active });
  }

  function tellInvitation(password: string | undefined): void {
    if (password === invitation) return;
    invitation = password;
    tell({ type: 'invitation', password: password ?? null });
  }

  function meet(found: Obstacle | undefined): void {
    if (found === obstacle) return;
    obstacle = found;
    tell({ type: 'obstacle', obstacle: found ?? null });
    listener.changed();
  }

  function stopPictures(): void {
    pictures.stop();
    pointerReport.stop();
  }

  function takeBack(grant: Grant): void {
    if (book.takeBack(grant)) applyGrants();
  }

  function fail(error: Error): void {
    if (ended) return;
    listener.problem(error);
    end('internal-error');
  }

  function end(reason: EndReason): void {
    channel.end(reason);
    finish(reason);
  }

  function finish(reason: EndReason): void {
    if (ended) return;
    ended = true;
    cancelGreeting();
    input.release();
    lockReport.set(false);
    stopPictures();
    pictures.close();
    for (const part of parts) part.close();
    step('left');
    listener.ended(reason);
  }

  return {
    person,
    get state() {
      return state;
    },
    get status() {
      if (helper === undefined || state === 'greeting' || state === 'gone') return undefined;
      return {
        person,
        ...helper,
        state,
        grants: book.held,
        ...(book.request !== undefined && { request: book.request }),
        ...Object.assign({}, ...parts.map((part) => part.status)),
      };
    },
    get isAsking() {
      return state === 'asking' || (state === 'sharing' && book.request !== undefined);
    },
    get wasAdmitted() {
      return wasAdmitted;
    },
    get obstacle() {
      return obstacle !== undefined && has(obstacle === 'elevated-window' ? 'control' : 'view')
        ? obstacle
        : undefined;
    },
    hasGrant: (grant) => book.has(grant),
    start: () => channel.listen(channelListener),
    admit() {
      if (!step('allowed')) return false;
      wasAdmitted = true;
      book.allowDefaults();
      applyGrants();
      for (const { grant } of book.held) listener.granted(grant);
      return true;
    },
    allowGrant(grant, duration) {
      if (state !== 'sharing' || !book.allow(grant, duration)) return;
      applyGrants();
      listener.granted(grant);
    },
    offerGrant(grant) {
      if (isAdmitted(state) && !isPaused()) ask({ grant, reason: '', isOffered: true });
    },
    declineGrant(grant) {
      const wasOffered = book.request?.isOffered === true;
      if (state !== 'sharing' || !book.decline(grant)) return;
      if (!wasOffered) tell({ type: 'grant-declined', grant });
      listener.changed();
    },
    revokeGrant: takeBack,
    offerControl: (handedOverBy) => ask({ grant: 'control', reason: '', handedOverBy }),
    pauseChanged() {
      if (!isAdmitted(state)) return;
      if (isPaused()) book.endNow();
      applyGrants();
    },
    userActivityChanged() {
      if (!has('control')) return;
      input.release();
      tellUserActive();
    },
    tellEnding(why, inMs) {
      if (isAdmitted(state)) tell({ type: 'ending', why, inMs: inMs ?? null });
    },
    tellPeople(people) {
      if (isAdmitted(state)) tell({ type: 'people', you: person, people: [...people] });
    },
    tellInvitation,
    command(command) {
      for (const part of parts) part.command?.(command);
    },
    end,
  };
}
