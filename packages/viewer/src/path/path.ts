import { decodePathToViewer, encodePath, type IceServer, streams } from '@fjernhjelp/protocol';
import {
  createLineGrade,
  type LineStatus,
  type OpenPathPeer,
  type PathPeer,
  type Transport,
} from '@fjernhjelp/session';
import type { CreateViewerPart, ViewerPart } from '../part.ts';
import { createRoundTrips } from './round-trips.ts';

/** Of a line that is not known yet: what it is like, and whether a direct path is better, is told soon. */
const FIRST_PING_MS = 500;
const PING_MS = 2500;
/** Of a line that has taken about as long for a while; each ping wakes both ends for what a key press costs them, or more. */
const STEADY_PING_MS = 10_000;
/** A direct path that is not there by then will not come. */
const ATTEMPT_MS = 15_000;
/** A direct path may be that much slower than the relay and is better still: it leaves the server out. */
const AS_GOOD_MS = 10;
/** One that is in use is left when it is slower by so much, and by half of what the relay takes. */
const WORSE_MS = 50;
/** A round trip that differs by no more than this and a tenth is told as the same: each news has the page look at all that it shows. */
const SAME_MS = 3;
/** How long nothing is tried after a try that failed, or a path that broke: twice as long each time. */
const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 600_000;
/** A path that held so long is no failure when it breaks. */
const HELD_MS = 60_000;

export interface Path extends ViewerPart {
  /** Whether there may be a direct path; the session leaves one that it is on. */
  setAllowed(isAllowed: boolean): void;
}

/** One try, up to the path that it brought about. */
interface Attempt {
  readonly number: number;
  peer?: PathPeer;
  stopWaiting: () => void;
  /** Since when the session is on it. */
  carriesSince?: number;
}

/**
 * Measures the line, finds a direct path, takes the session there when that is better, and back when it is not
 * (PROTOCOL.md DP1–DP9).
 */
export function createPath(options: {
  openPeer: OpenPathPeer;
  isDirect: () => boolean;
  /** Takes the session to that line, or to one over the relay. @returns whether it is there now */
  moveTo: (transport?: Transport) => Promise<boolean>;
}): CreateViewerPart<Path> {
  const { openPeer, isDirect, moveTo } = options;
  return ({ clock, send, update }) => {
    const grade = createLineGrade(clock);
    const trips = createRoundTrips(clock);
    let iceServers: readonly IceServer[] | null = null;
    let isAllowed = true;
    let isConnected = true;
    let isMoving = false;
    let relayMs: number | undefined;
    let attempt: Attempt | undefined;
    let lastNumber = 0;
    let failures = 0;
    let mayTryAt = 0;
    let shown: LineStatus | undefined;
    let stopTicking: (() => void) | undefined;

    function tickIn(ms: number): void {
      stopTicking?.();
      stopTicking = clock.schedule(ms, tick);
    }

    /** It is another line, or may be. */
    function measureAnew(): void {
      trips.reset();
      if (stopTicking !== undefined) tickIn(FIRST_PING_MS);
    }

    function tick(): void {
      tickIn(isConnected && !trips.isTelling ? FIRST_PING_MS : PING_MS);
      if (!isConnected) return;
      const ping = trips.begin();
      if (ping !== undefined) {
        const { typicalMs } = trips;
        const roundTripMs = typicalMs === undefined ? null : Math.min(60_000, Math.round(typicalMs));
        send(encodePath({ type: 'ping', ping, roundTripMs }));
      }
      show();
      consider();
    }

    function show(): void {
      const { typicalMs } = trips;
      const next: LineStatus = {
        path: isDirect() ? 'direct' : 'relay',
        quality: grade.of(typicalMs),
        ...(typicalMs !== undefined && { roundTripMs: nearlyAs(shown?.roundTripMs, typicalMs) }),
      };
      if (shown !== undefined && JSON.stringify(shown) === JSON.stringify(next)) return;
      shown = next;
      update({ line: next });
    }

    /** Where the session should be. */
    function consider(): void {
      if (!isConnected || isMoving) return;
      const mayBeDirect = isAllowed && iceServers !== null;
      if (isDirect()) {
        const isWorse =
          relayMs !== undefined &&
          trips.isFull &&
          trips.shortestMs! > relayMs + Math.max(WORSE_MS, relayMs / 2);
        if (isWorse) putOff();
        if (isWorse || !mayBeDirect) void move();
      } else if (!mayBeDirect) giveUp();
      else if (attempt === undefined && trips.isTelling && clock.now() >= mayTryAt) begin();
    }

    function putOff(): void {
      mayTryAt = clock.now() + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
      failures = Math.min(failures + 1, 16);
    }

    function begin(): void {
      const current: Attempt = {
        number: ++lastNumber,
        stopWaiting: clock.schedule(ATTEMPT_MS, () => failed(current)),
      };
      attempt = current;
      const { number } = current;
      current.peer = openPeer(iceServers ?? [], {
        described: (description) => send(encodePath({ type: 'offer', attempt: number, description })),
        opened: (transport) => void opened(current, transport),
        failed: () => failed(current),
      });
    }

    /** Forgets the attempt, and tells the host when it need not wait for it. */
    function giveUp(): void {
      const dropped = attempt;
      attempt = undefined;
      if (dropped === undefined) return;
      dropped.stopWaiting();
      dropped.peer?.close();
      send(encodePath({ type: 'give-up', attempt: dropped.number }));
    }

    function failed(current: Attempt): void {
      // A path that the session is on breaks as any line does.
      if (attempt !== current || current.carriesSince !== undefined) return;
      putOff();
      giveUp();
    }

    async function opened(current: Attempt, transport: Transport): Promise<void> {
      const directMs = await current.peer?.roundTripMs();
      const isBetter = directMs === undefined || directMs <= (relayMs ?? 0) + AS_GOOD_MS;
      if (attempt !== current || !isBetter || !(await move(transport))) {
        transport.close();
        failed(current);
        return;
      }
      current.stopWaiting();
      current.carriesSince = clock.now();
    }

    async function move(transport?: Transport): Promise<boolean> {
      if (isMoving) return false;
      isMoving = true;
      try {
        return await moveTo(transport);
      } finally {
        isMoving = false;
      }
    }

    return {
      stream: streams.path,
      receive(message) {
        const heard = decodePathToViewer(message);
        switch (heard.type) {
          case 'direct':
            iceServers = heard.iceServers;
            consider();
            break;
          case 'answer':
            if (heard.attempt === attempt?.number) attempt.peer?.take(heard.description);
            break;
          case 'give-up':
            if (heard.attempt === attempt?.number) failed(attempt);
            break;
          case 'pong':
            if (!trips.end(heard.ping)) break;
            if (trips.isSteady) tickIn(STEADY_PING_MS);
            if (!isDirect()) relayMs = trips.shortestMs;
            show();
            consider();
            break;
        }
      },
      grantsChanged() {
        if (stopTicking === undefined) tick();
      },
      line(connected) {
        isConnected = connected;
        measureAnew();
        if (!connected) {
          grade.lost();
          if (attempt?.carriesSince !== undefined && clock.now() - attempt.carriesSince > HELD_MS)
            failures = 0;
          if (attempt !== undefined) putOff();
          giveUp();
        }
        show();
      },
      moved() {
        measureAnew();
        if (!isDirect() && attempt?.carriesSince !== undefined) {
          // The channel closes that path when the host has moved, too: not before, or the host would see it break.
          send(encodePath({ type: 'give-up', attempt: attempt.number }));
          attempt = undefined;
        }
        show();
      },
      setAllowed(allowed) {
        isAllowed = allowed;
        if (allowed) mayTryAt = 0;
        consider();
      },
      close() {
        stopTicking?.();
        attempt?.stopWaiting();
        // A path that carries the session closes behind the last that is said on it.
        if (attempt?.carriesSince === undefined) attempt?.peer?.close();
      },
    };
  };
}

/** @returns what was told before while that still tells it, in whole milliseconds */
function nearlyAs(beforeMs: number | undefined, nowMs: number): number {
  const isSame = beforeMs !== undefined && Math.abs(nowMs - beforeMs) <= Math.max(SAME_MS, beforeMs / 10);
  return isSame ? beforeMs : Math.round(nowMs);
}
