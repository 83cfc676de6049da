import { decodePathToHost, encodePath, type IceServer, type PathToHost, streams } from '@fjernhjelp/protocol';
import { createLineGrade, type OpenPathPeer, type PathPeer, type Transport } from '@fjernhjelp/session';
import type { CreateHostPart } from '../part.ts';
import type { HelperStatus } from '../status.ts';

/** A path that does not carry the session so long after its offer never will. */
const ATTEMPT_MS = 20_000;
/** Offers that follow each other faster are refused. */
const BETWEEN_OFFERS_MS = 1000;
/** How long a viewer may take to leave a direct path that the user forbids. */
const LEAVING_MS = 3000;

/** The host's side of direct paths (PROTOCOL.md DP1–DP9): answers what the viewer offers, if it may. One at a time. */
export function createPathPart(options: {
  openPeer: OpenPathPeer;
  /** A direct line came about: the viewer may take its session there. */
  accept: (transport: Transport) => void;
  /** @returns undefined while there must be no direct path */
  iceServers: () => readonly IceServer[] | undefined;
}): CreateHostPart {
  const { openPeer, accept, iceServers } = options;
  return ({ clock, send, changed }) => {
    const grade = createLineGrade(clock);
    let attempt: { readonly number: number; peer?: PathPeer; stopWaiting: () => void } | undefined;
    let lastNumber = 0;
    let lastOfferAt = Number.NEGATIVE_INFINITY;
    let isDirect = false;
    let roundTripMs: number | undefined;
    let line: HelperStatus['line'];
    let wasTold = false;
    let stopLeaving = () => {};

    function tellDirect(): void {
      wasTold = true;
      const servers = iceServers();
      send(encodePath({ type: 'direct', iceServers: servers === undefined ? null : [...servers] }));
    }

    function show(): void {
      const next = { path: isDirect ? 'direct' : 'relay', quality: grade.of(roundTripMs) } as const;
      if (next.path === line?.path && next.quality === line.quality) return;
      line = next;
      changed();
    }

    function drop(): void {
      const dropped = attempt;
      attempt = undefined;
      dropped?.stopWaiting();
      dropped?.peer?.close();
    }

    function answer({ attempt: number, description }: Extract<PathToHost, { type: 'offer' }>): void {
      const servers = iceServers();
      const isTooSoon = clock.now() - lastOfferAt < BETWEEN_OFFERS_MS || number <= lastNumber;
      if (servers === undefined || isTooSoon) {
        send(encodePath({ type: 'give-up', attempt: number }));
        return;
      }
      lastNumber = number;
      lastOfferAt = clock.now();
      drop();
      const current: NonNullable<typeof attempt> = {
        number,
        stopWaiting: clock.schedule(ATTEMPT_MS, () => {
          if (!isDirect) drop();
        }),
      };
      attempt = current;
      current.peer = openPeer(servers, {
        described: (own) => send(encodePath({ type: 'answer', attempt: number, description: own })),
        opened: accept,
        failed() {
          if (attempt !== current) return;
          drop();
          send(encodePath({ type: 'give-up', attempt: number }));
        },
      });
      current.peer.take(description);
    }

    return {
      stream: streams.path,
      grants: [],
      get status() {
        return line === undefined ? {} : { line };
      },
      receive(message) {
        const heard = decodePathToHost(message);
        switch (heard.type) {
          case 'offer':
            answer(heard);
            break;
          case 'give-up':
            if (heard.attempt === attempt?.number) drop();
            break;
          case 'ping':
            send(encodePath({ type: 'pong', ping: heard.ping }));
            roundTripMs = heard.roundTripMs ?? undefined;
            show();
            break;
        }
      },
      grantsChanged() {
        if (!wasTold) tellDirect();
      },
      line(isConnected) {
        if (!isConnected) {
          isDirect = false;
          grade.lost();
        }
        show();
      },
      moved(nowDirect) {
        isDirect = nowDirect;
        roundTripMs = undefined;
        show();
      },
      command({ type }) {
        if (type !== 'set-direct') return;
        stopLeaving();
        if (!wasTold) return;
        tellDirect();
        if (iceServers() === undefined) stopLeaving = clock.schedule(LEAVING_MS, drop);
      },
      close() {
        stopLeaving();
        // A path that carries the session closes behind the last that is said on it.
        if (isDirect) attempt?.stopWaiting();
        else drop();
      },
    };
  };
}
