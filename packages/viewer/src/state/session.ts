import {
  type Bytes,
  type Clock,
  type CursorMessage,
  createReceiptBook,
  decodeCursor,
  decodeHostToViewer,
  decodeInputNews,
  type EndReason,
  encodeControl,
  encodeInput,
  encodePictureAnswer,
  type Grant,
  type HostToViewer,
  type InputMessage,
  limits,
  type Obstacle,
  type PictureAnswer,
  ProtocolViolation,
  type StreamId,
  streams,
  type ViewerToHost,
} from '@fjernhjelp/protocol';
import type { Channel } from '@fjernhjelp/session';
import type { InputMode } from '../input/input-gate.ts';
import type { CreateViewerPart, ViewerPart } from '../part.ts';
import { whoRecords } from '../recording/who-records.ts';
import { type Arrangement, firstStatus, type TextTyping, type ViewerStatus } from '../status.ts';
import { type Screens, shownPlace } from '../watch/shown-screen.ts';
import { isOurFault, outcomeOf } from './failure.ts';
import { createPaintedAnswers } from './painted-answers.ts';
import { shownPhases, type ViewerEvent, type ViewerState, viewerTransitions } from './phase.ts';

export interface SessionPorts {
  clock: Clock;
  /** Milliseconds since 1970. */
  time(): number;
  /** Who asks to be let in, and why; longer texts than the protocol allows are cut. */
  helper: { readonly name: string; readonly organisation: string; readonly reason: string };
  /**
   * Rejects with PairingFailure | TransportFailure | ProtocolViolation.
   * @param signal fires when the session is over: nobody waits any more
   */
  openChannel(signal: AbortSignal): Promise<Channel>;
  showPicture(message: Bytes): void;
  showCursor(message: CursorMessage): void;
  setInput(mode: InputMode): void;
  /** What else helper and user can do together. */
  parts: readonly CreateViewerPart[];
  /** Ended or failed: nothing is shown and nothing is sent any more. Called once. */
  over(): void;
  /** An error of our own, for the developer. */
  report(error: unknown): void;
}

/** One session as the helper's side knows it: its state, and what crosses the channel. */
export interface Session {
  readonly status: ViewerStatus;
  subscribe(listener: (status: ViewerStatus) => void): () => void;
  requestGrant(grant: Grant, reason: string): void;
  dropGrant(grant: Grant): void;
  /** Gives control back, for that person to have it. */
  handOver(to: number): void;
  sendInput(message: InputMessage): void;
  queuedInputBytes(): number;
  /** Everything up to this update is on the screen. @param heldMs from when it had come until it was there @param mayWait the host need not hear of it at once */
  painted(sequence: number, heldMs: number, mayWait: boolean): void;
  watch(answer: Extract<PictureAnswer, { type: 'watch' }>): void;
  /** Which screens there are, and how they are shown. */
  showing(screens: Screens, arrangement: Arrangement): void;
  typing(typing: TextTyping): void;
  /** May be called in any state and more than once. */
  end(reason: EndReason): void;
}

/** Among the people of the receipt there is nobody but the helper. Other people's numbers begin at 1. */
const SELF = 0;

/** Begins at once with opening the channel. */
export function createSession(ports: SessionPorts): Session {
  let state: ViewerState = 'connecting';
  let status = firstStatus;
  let channel: Channel | undefined;
  const opening = new AbortController();
  const book = createReceiptBook(() => ports.time());
  const subscribers = new Set<(status: ViewerStatus) => void>();
  const parts: readonly ViewerPart[] = ports.parts.map((create) => {
    const part: ViewerPart = create({
      clock: ports.clock,
      has: (grant) => isAdmitted() && !status.paused && status.grants.includes(grant),
      send: (message) => sendOn(part.stream, message),
      queuedBytes: () => channel?.queuedBytes(part.stream) ?? 0,
      update,
      used: (grant) => book.used(SELF, grant),
      file(file) {
        book.file(SELF, file);
        late();
      },
      unfinished(grant, files) {
        book.unfinished(SELF, grant, files);
        late();
      },
      report: ports.report,
    });
    return part;
  });

  const answers = createPaintedAnswers(ports.clock, (sequence, heldMs) =>
    channel?.send(streams.picture, encodePictureAnswer({ type: 'painted', sequence, heldMs })),
  );

  function sendOn(stream: StreamId, message: Bytes): void {
    channel?.send(stream, message);
    answers.goAlong();
  }

  const isAdmitted = () => state === 'connected' || state === 'connected-broken';

  function update(changes: Partial<ViewerStatus>): void {
    status = { ...status, ...changes };
    if (isAdmitted()) book.records(whoRecords(status, { by: SELF, name: ports.helper.name }));
    for (const subscriber of [...subscribers]) subscriber(status);
  }

  /** @returns false when the event cannot happen now, and nothing changed */
  function step(event: ViewerEvent, changes: Partial<ViewerStatus> = {}): boolean {
    const next = viewerTransitions[state][event];
    if (next === undefined) return false;
    state = next;
    const isOver = next === 'ended' || next === 'failed';
    status = { ...status, ...changes, phase: shownPhases[next] };
    ports.setInput(inputMode(state, status));
    if (isOver) {
      opening.abort();
      for (const part of parts) part.close();
      answers.close();
      ports.over();
    }
    const { receipt } = book;
    update(receipt === undefined ? {} : { receipt });
    return true;
  }

  /** The disk may have done its part when the session is over. */
  function late(): void {
    if (status.receipt !== undefined && book.receipt !== undefined) update({ receipt: book.receipt });
  }

  function over(endReason: EndReason): boolean {
    const { invitation: _, ending: __, ...rest } = status;
    status = rest;
    if (isAdmitted()) book.close(endReason);
    return step('over', { endReason, grants: [] });
  }

  function end(reason: EndReason): void {
    if (over(reason)) channel?.end(reason);
  }

  function send(message: ViewerToHost): void {
    sendOn(streams.control, encodeControl(message));
  }

  function setGrants(changes: Partial<Pick<ViewerStatus, 'grants' | 'possible' | 'paused'>>): void {
    const { requestedGrant, ...rest } = status;
    const next = { ...rest, ...changes };
    const isStillAsked = requestedGrant !== undefined && !next.grants.includes(requestedGrant);
    status = isStillAsked ? { ...next, requestedGrant } : next;
    if (step('admitted')) {
      book.entered(SELF, { name: ports.helper.name, organisation: ports.helper.organisation });
    } else {
      ports.setInput(inputMode(state, status));
      update({});
    }
    book.holds(SELF, status.grants);
    for (const part of parts) part.grantsChanged?.();
  }

  function declined(grant: Grant): void {
    const { requestedGrant, ...rest } = status;
    status = requestedGrant === undefined || requestedGrant === grant ? rest : status;
    update({ declinedGrant: grant });
  }

  function meet(obstacle: Obstacle | null): void {
    const { obstacle: _, ...rest } = status;
    status = rest;
    update(obstacle === null ? {} : { obstacle });
  }

  function receive(stream: StreamId, message: Bytes): void {
    if (status.phase === 'ended') return;
    switch (stream) {
      case streams.control:
        receiveControl(decodeHostToViewer(message));
        break;
      case streams.cursor:
        ports.showCursor(decodeCursor(message));
        break;
      case streams.input:
        if (!isAdmitted()) throw new ProtocolViolation('unexpected-message');
        update({ userLocks: decodeInputNews(message) });
        break;
      case streams.picture:
        // Nothing is shown before the user has agreed.
        if (!isAdmitted()) throw new ProtocolViolation('unexpected-message');
        book.used(SELF, 'view');
        ports.showPicture(message);
        break;
      default: {
        const part = parts.find((candidate) => candidate.stream === stream);
        if (part === undefined || !isAdmitted()) throw new ProtocolViolation('unexpected-message');
        part.receive(message);
      }
    }
  }

  function receiveControl(message: HostToViewer): void {
    switch (message.type) {
      case 'grants': {
        const { type: _, ...told } = message;
        setGrants(told);
        break;
      }
      case 'grant-declined':
        declined(message.grant);
        break;
      case 'obstacle':
        meet(message.obstacle);
        break;
      case 'people':
        update({ you: message.you, people: message.people });
        break;
      case 'invitation': {
        const { invitation: _, ...rest } = status;
        status = rest;
        update(message.password === null ? {} : { invitation: message.password });
        break;
      }
      case 'ending': {
        const { ending: _, ...rest } = status;
        status = rest;
        const { why, inMs } = message;
        update(inMs === null ? {} : { ending: { why, atMs: ports.time() + inMs } });
        break;
      }
      case 'user-active':
        update({ userActive: message.active });
        break;
    }
  }

  function opened(open: Channel): void {
    channel = open;
    if (!step('paired')) {
      // Given up while the pairing was under way.
      open.listen({ message() {}, state() {}, ended() {} });
      open.end(status.endReason ?? 'ended-by-helper');
      return;
    }
    const { name, organisation, reason } = ports.helper;
    send({
      type: 'join',
      name: cut(name, limits.nameChars),
      organisation: cut(organisation, limits.nameChars),
      reason: cut(reason, limits.reasonChars),
    });
    open.listen({
      message: receive,
      state(line) {
        const isConnected = line === 'connected';
        step(isConnected ? 'line-back' : 'line-lost');
        for (const part of parts) part.line?.(isConnected);
      },
      moved() {
        for (const part of parts) part.moved?.();
      },
      ended: over,
    });
  }

  function notOpened(error: unknown): void {
    // After `end` the outcome of a pairing that nobody waits for says nothing more.
    if (state !== 'connecting') return;
    if (isOurFault(error)) ports.report(error);
    const outcome = outcomeOf(error);
    step('failure' in outcome ? 'not-paired' : 'over', outcome);
  }

  ports.openChannel(opening.signal).then(opened, notOpened);

  return {
    get status() {
      return status;
    },
    subscribe(listener) {
      subscribers.add(listener);
      return () => subscribers.delete(listener);
    },
    requestGrant(grant, reason) {
      if (state !== 'connected' || status.requestedGrant !== undefined || status.grants.includes(grant))
        return;
      const { declinedGrant: _, ...rest } = status;
      status = rest;
      send({ type: 'request-grant', grant, reason: cut(reason, limits.reasonChars) });
      update({ requestedGrant: grant });
    },
    dropGrant(grant) {
      if (!status.grants.includes(grant)) return;
      // Not waiting for the host's word: what the helper lays down is not used for another moment.
      setGrants({ grants: status.grants.filter((held) => held !== grant) });
      send({ type: 'drop-grant', grant });
    },
    handOver(to) {
      if (!status.grants.includes('control')) return;
      setGrants({ grants: status.grants.filter((held) => held !== 'control') });
      send({ type: 'hand-over', to });
    },
    sendInput(message) {
      if (message.type !== 'release-all')
        book.used(SELF, status.grants.includes('control') ? 'control' : 'point');
      sendOn(streams.input, encodeInput(message));
    },
    queuedInputBytes: () => channel?.queuedBytes(streams.input) ?? 0,
    painted: answers.painted,
    watch: (answer) => sendOn(streams.picture, encodePictureAnswer(answer)),
    showing(screens, arrangement) {
      const { widthPx, heightPx } = shownPlace(screens);
      update({ screen: { widthPx, heightPx }, screens, arrangement });
    },
    typing: (typing) => update({ typing }),
    end,
  };
}

function inputMode(state: ViewerState, { grants, paused }: ViewerStatus): InputMode {
  if (state !== 'connected' || paused) return 'none';
  if (grants.includes('control')) return 'control';
  return grants.includes('point') ? 'point' : 'none';
}

/** @returns the text with at most so many UTF-16 units, not cut within a character */
function cut(text: string, units: number): string {
  return text.slice(0, units).replace(/[\uD800-\uDBFF]$/, '');
}
