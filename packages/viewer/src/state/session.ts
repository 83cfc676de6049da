import {
  type Bytes,
  type CursorMessage,
  decodeCursor,
  decodeHostToViewer,
  type EndReason,
  encodeControl,
  encodeInput,
  encodePictureAnswer,
  type Grant,
  type InputMessage,
  limits,
  type Obstacle,
  type PictureAnswer,
  ProtocolViolation,
  type ScreenSize,
  type StreamId,
  streams,
  type ViewerToHost,
} from '@fjernhjelp/protocol';
import type { Channel } from '@fjernhjelp/session';
import type { InputMode } from '../input/input-gate.ts';
import type { ViewerStatus } from '../status.ts';
import type { Screens } from '../watch/shown-screen.ts';
import { isOurFault, outcomeOf } from './failure.ts';
import { shownPhases, type ViewerEvent, type ViewerState, viewerTransitions } from './phase.ts';

export interface SessionPorts {
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
  sendInput(message: InputMessage): void;
  queuedInputBytes(): number;
  answerPicture(answer: PictureAnswer): void;
  /** @param screen the size of the shown one */
  showing(screen: ScreenSize, screens: Screens | undefined): void;
  /** May be called in any state and more than once. */
  end(reason: EndReason): void;
}

/** Begins at once with opening the channel. */
export function createSession(ports: SessionPorts): Session {
  let state: ViewerState = 'connecting';
  let status: ViewerStatus = { phase: 'connecting', grants: [] };
  let channel: Channel | undefined;
  const opening = new AbortController();
  const subscribers = new Set<(status: ViewerStatus) => void>();

  function update(changes: Partial<ViewerStatus>): void {
    status = { ...status, ...changes };
    for (const subscriber of [...subscribers]) subscriber(status);
  }

  /** @returns false when the event cannot happen now, and nothing changed */
  function step(event: ViewerEvent, changes: Partial<ViewerStatus> = {}): boolean {
    const next = viewerTransitions[state][event];
    if (next === undefined) return false;
    state = next;
    const isOver = next === 'ended' || next === 'failed';
    ports.setInput(inputMode(state, changes.grants ?? status.grants));
    if (isOver) {
      opening.abort();
      ports.over();
    }
    update({ ...changes, phase: shownPhases[next] });
    if (isOver) subscribers.clear();
    return true;
  }

  function end(reason: EndReason): void {
    if (!step('over', { endReason: reason, grants: [] })) return;
    channel?.end(reason);
  }

  function send(message: ViewerToHost): void {
    channel?.send(streams.control, encodeControl(message));
  }

  function setGrants(grants: readonly Grant[]): void {
    const { requestedGrant, ...rest } = status;
    const isStillAsked = requestedGrant !== undefined && !grants.includes(requestedGrant);
    status = isStillAsked ? { ...rest, requestedGrant } : rest;
    if (grants.includes('view') && step('admitted', { grants })) return;
    ports.setInput(inputMode(state, grants));
    update({ grants });
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
      case streams.control: {
        const control = decodeHostToViewer(message);
        if (control.type === 'grants') setGrants(control.grants);
        else if (control.type === 'grant-declined') declined(control.grant);
        else meet(control.obstacle);
        break;
      }
      case streams.cursor:
        ports.showCursor(decodeCursor(message));
        break;
      case streams.picture:
        // Nothing is shown before the user has agreed.
        if (state === 'waiting' || state === 'waiting-broken')
          throw new ProtocolViolation('unexpected-message');
        ports.showPicture(message);
        break;
      default:
        throw new ProtocolViolation('unexpected-message');
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
      state: (line) => step(line === 'connected' ? 'line-back' : 'line-lost'),
      ended: (reason) => step('over', { endReason: reason, grants: [] }),
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
      setGrants(status.grants.filter((held) => held !== grant));
      send({ type: 'drop-grant', grant });
    },
    sendInput: (message) => channel?.send(streams.input, encodeInput(message)),
    queuedInputBytes: () => channel?.queuedBytes(streams.input) ?? 0,
    answerPicture: (answer) => channel?.send(streams.picture, encodePictureAnswer(answer)),
    showing: ({ widthPx, heightPx }, screens) =>
      update({ screen: { widthPx, heightPx }, ...(screens !== undefined && { screens }) }),
    end,
  };
}

function inputMode(state: ViewerState, grants: readonly Grant[]): InputMode {
  if (state !== 'connected') return 'none';
  if (grants.includes('control')) return 'control';
  return grants.includes('point') ? 'point' : 'none';
}

/** @returns the text with at most so many UTF-16 units, not cut within a character */
function cut(text: string, units: number): string {
  return text.slice(0, units).replace(/[\uD800-\uDBFF]$/, '');
}
