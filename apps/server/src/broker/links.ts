import { type BrokerToHost, type LinkAnswer, limits } from '@fjernhjelp/protocol/signalling';
import type { ServerPorts } from '../ports.ts';
import { type Splice, splice } from '../relay/splice.ts';
import type { Connection } from '../sockets/connection.ts';
import { refuseMalformed } from '../sockets/waiting-room.ts';
import { refuse } from './refuse.ts';
import type { Session } from './session.ts';
import { createToken } from './tokens.ts';

/** A viewer that waits for the host's end of its link. */
interface Offer {
  readonly session: Session;
  readonly viewer: Connection;
  readonly cancelTimeout: () => void;
}

/** How long an open link may live on when its session has ended, so that the ends' last words to each other arrive. */
const LAST_WORDS_MS = 5000;

/** The links between viewers and hosts: offered to the host, then spliced (SG11–SG16). */
export class Links {
  readonly #ports: ServerPorts;
  readonly #maxPerSession: number;
  readonly #encrypted: boolean;
  /** By the token that only this host was told. */
  readonly #offers = new Map<string, Offer>();
  readonly #open = new Map<Splice, { session: Session; cancelLastWords: () => void }>();

  /** @param encrypted whether this process ends TLS itself */
  constructor(ports: ServerPorts, maxPerSession: number, encrypted: boolean) {
    this.#ports = ports;
    this.#maxPerSession = maxPerSession;
    this.#encrypted = encrypted;
  }

  /** What the relay holds for all links, and how many of each kind there are. */
  get load(): { readonly heldBytes: number; readonly offered: number; readonly open: number } {
    let heldBytes = 0;
    for (const link of this.#open.keys()) heldBytes += link.heldBytes;
    return { heldBytes, offered: this.#offers.size, open: this.#open.size };
  }

  /** Offers the viewer to the host, which has `limits.handshakeTimeoutMs` to take it. */
  offer(session: Session, viewer: Connection): void {
    if (session.control === undefined) {
      refuse(viewer, 'host-away');
      return;
    }
    if (session.links >= this.#maxPerSession) {
      refuse(viewer, 'too-many-requests');
      return;
    }
    const token = createToken(this.#ports.random);
    const cancelTimeout = this.#ports.clock.schedule(limits.handshakeTimeoutMs, () => {
      this.#withdraw(token);
      refuse(viewer, 'host-away');
    });
    session.links++;
    this.#offers.set(token, { session, viewer, cancelTimeout });
    const early = () => {
      this.#withdraw(token);
      refuseMalformed(viewer);
    };
    viewer.listen({ text: early, binary: early, closed: () => this.#withdraw(token) });
    session.control.sendText({ type: 'viewer', link: token } satisfies BrokerToHost);
  }

  /** The host's end has come. */
  accept(token: string, host: Connection): void {
    const offer = this.#withdraw(token);
    if (offer === undefined) {
      refuse(host, 'link-expired');
      return;
    }
    const { session, viewer } = offer;
    session.links++;
    const linked = { type: 'linked' } satisfies LinkAnswer;
    host.sendText(linked);
    viewer.sendText(linked);
    const link = splice(host, viewer, this.#encrypted, () => {
      session.links--;
      this.#open.get(link)?.cancelLastWords();
      this.#open.delete(link);
      this.#ports.log.info({ id: session.id }, 'link closed');
    });
    this.#open.set(link, { session, cancelLastWords: () => {} });
    this.#ports.log.info({ id: session.id }, 'link opened');
  }

  /** The session has ended: waiting viewers are told, open links may say their last words. */
  sessionEnded(session: Session): void {
    for (const [token, offer] of this.#offers) {
      if (offer.session !== session) continue;
      this.#withdraw(token);
      refuse(offer.viewer, 'unknown-id');
    }
    for (const [link, open] of this.#open) {
      if (open.session === session)
        open.cancelLastWords = this.#ports.clock.schedule(LAST_WORDS_MS, () => link.close());
    }
  }

  /** Lets go of the timers; the sockets are closed by whoever stops the server. */
  close(): void {
    for (const offer of this.#offers.values()) offer.cancelTimeout();
    for (const open of this.#open.values()) open.cancelLastWords();
    this.#offers.clear();
    this.#open.clear();
  }

  #withdraw(token: string): Offer | undefined {
    const offer = this.#offers.get(token);
    if (offer === undefined) return undefined;
    offer.cancelTimeout();
    offer.session.links--;
    this.#offers.delete(token);
    return offer;
  }
}
