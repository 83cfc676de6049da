import {
  type Bytes,
  type Clock,
  decodeViewerToHost,
  type EndReason,
  encodeControl,
  encodeCursor,
  type Grant,
  type HostToViewer,
  limits,
  type Obstacle,
  ProtocolViolation,
  type StreamId,
  streams,
} from '@fjernhjelp/protocol';
import type { Channel, ChannelListener } from '@fjernhjelp/session';
import { createGrantBook, type GrantRequest } from './grant-book.ts';
import { createInputChain } from './input/input-chain.ts';
import { createPointerReport } from './input/pointer-report.ts';
import { createPictureFeed } from './picture-feed.ts';
import type { Injector, PictureSource, PointerMark } from './ports.ts';
import { showableText } from './stated-text.ts';
import type { HostStatus } from './status.ts';

export interface HelperSessionOptions {
  channel: Channel;
  clock: Clock;
  /** Called once, when the user has let the helper in. */
  openPictures: () => PictureSource;
  injector: Injector | undefined;
  pointerMark: PointerMark | undefined;
  listener: {
    /** The helper said who they are; the user can be asked. */
    joined(): void;
    /** `held`, `request` or `obstacle` is another. */
    grantsChanged(): void;
    line(state: 'connected' | 'reconnecting'): void;
    /** Our own mistake or a lost screen; the session ends with "internal-error" right after. */
    problem(error: Error): void;
    /** Called once, also after `end`. */
    ended(reason: EndReason): void;
  };
}

/** One helper who knew the password, from the pairing to the end. The host role holds it; it wires the parts to the channel. */
export interface HelperSession {
  readonly helper: HostStatus['helper'];
  readonly held: readonly Grant[];
  readonly request: GrantRequest | undefined;
  /** What keeps the helper from seeing or steering, while they may see. */
  readonly obstacle: Obstacle | undefined;
  /** Listens to the channel from now on; called once. */
  start(): void;
  /** The user lets the helper in: the default grants, and pictures from now on. */
  admit(): void;
  allowGrant(grant: Grant): void;
  declineGrant(grant: Grant): void;
  revokeGrant(grant: Grant): void;
  /** May be called twice. */
  end(reason: EndReason): void;
}

export function createHelperSession(options: HelperSessionOptions): HelperSession {
  const { channel, clock, listener } = options;
  const givable: readonly Grant[] = options.injector ? ['view', 'point', 'control'] : ['view', 'point'];
  const book = createGrantBook(clock, givable);
  let helper: HostStatus['helper'];
  let obstacle: Obstacle | undefined;
  let admitted = false;
  let ended = false;

  const pictures = createPictureFeed({
    open: options.openPictures,
    clock,
    send: (message) => channel.send(streams.picture, message),
    cursor: (shape) => channel.send(streams.cursor, encodeCursor({ type: 'shape', shape })),
    pointer: (place) => pointerReport.heard(place),
    obstacle: meet,
    failed: fail,
  });
  const pointerReport = createPointerReport({
    clock,
    screens: () => pictures.screens,
    queuedBytes: () => channel.queuedBytes(streams.cursor),
    send: (message) => channel.send(streams.cursor, encodeCursor(message)),
  });
  const input = createInputChain({
    clock,
    pointerReport,
    // While the user is asked for something, the helper must not answer in their place (IN10).
    has: (grant) => book.has(grant) && (grant !== 'control' || book.request === undefined),
    screens: () => pictures.screens,
    injector: options.injector,
    pointerMark: options.pointerMark,
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
    state(state) {
      if (state === 'reconnecting') {
        input.release();
        pictures.lineLost();
      }
      listener.line(state);
    },
    ended: finish,
  };

  function receive(stream: StreamId, message: Bytes): void {
    if (stream === streams.control) receiveControl(message);
    else if (admitted && stream === streams.input) input.receive(message);
    else if (admitted && stream === streams.picture) pictures.receive(message);
    else throw new ProtocolViolation('unexpected-message');
  }

  function receiveControl(bytes: Bytes): void {
    const message = decodeViewerToHost(bytes);
    const expected = message.type === 'join' ? helper === undefined : admitted;
    if (!expected) throw new ProtocolViolation('unexpected-message');
    if (message.type === 'join') join(message);
    else if (message.type === 'drop-grant') takeBack(message.grant);
    else ask(message.grant, showableText(message.reason, limits.reasonChars));
  }

  function join(stated: NonNullable<HostStatus['helper']>): void {
    cancelGreeting();
    helper = {
      name: showableText(stated.name, limits.nameChars),
      organisation: showableText(stated.organisation, limits.nameChars),
      reason: showableText(stated.reason, limits.reasonChars),
    };
    listener.joined();
  }

  function ask(grant: Grant, reason: string): void {
    const answer = book.ask({ grant, reason });
    if (answer === 'declined') tell({ type: 'grant-declined', grant });
    if (answer === 'open') {
      input.release();
      listener.grantsChanged();
    }
  }

  function tell(message: HostToViewer): void {
    channel.send(streams.control, encodeControl(message));
  }

  /** Enforces first, tells after. */
  function applyGrants(): void {
    input.release();
    if (book.has('view')) pictures.start();
    else stopPictures();
    tell({ type: 'grants', grants: [...book.held] });
    listener.grantsChanged();
  }

  function meet(found: Obstacle | undefined): void {
    if (found === obstacle) return;
    obstacle = found;
    tell({ type: 'obstacle', obstacle: found ?? null });
    listener.grantsChanged();
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
    stopPictures();
    listener.ended(reason);
  }

  return {
    get helper() {
      return helper;
    },
    get held() {
      return book.held;
    },
    get request() {
      return book.request;
    },
    get obstacle() {
      return book.has('view') ? obstacle : undefined;
    },
    start: () => channel.listen(channelListener),
    admit() {
      if (helper === undefined || admitted || ended) return;
      admitted = true;
      book.allowDefaults();
      applyGrants();
    },
    allowGrant(grant) {
      if (book.allow(grant)) applyGrants();
    },
    declineGrant(grant) {
      if (!book.decline(grant)) return;
      tell({ type: 'grant-declined', grant });
      listener.grantsChanged();
    },
    revokeGrant: takeBack,
    end,
  };
}
