import {
  createRandomInt,
  createSessionId,
  type EndReason,
  limits,
  type SessionId,
} from '@fjernhjelp/protocol/signalling';
import type { ServerPorts } from '../ports.ts';
import type { Connection } from '../sockets/connection.ts';
import type { Store } from '../store/store.ts';
import { RowQueue } from './row-queue.ts';
import { Session } from './session.ts';
import { createToken, hashToken, tokenMatches } from './tokens.ts';

/** Random IDs that are tried before giving up; with 10 000 taken or resting IDs one is taken 1 time in 10 000. */
const ID_TRIES = 20;

interface SessionsListener {
  /** It has ended: its links have no session any more. */
  ended(session: Session, reason: EndReason): void;
}

/** The live sessions of this server, in memory and in the store: opening, resuming, losing and ending them (SG5–SG10). */
export class Sessions {
  readonly #store: Store;
  readonly #rows: RowQueue;
  readonly #ports: ServerPorts;
  readonly #maxSessions: number;
  readonly #live = new Map<SessionId, Session>();
  readonly #randomInt: (bound: number) => number;
  #listener: SessionsListener = { ended: () => {} };
  #opening = 0;

  constructor(store: Store, ports: ServerPorts, maxSessions: number) {
    this.#store = store;
    this.#rows = new RowQueue(ports);
    this.#ports = ports;
    this.#maxSessions = maxSessions;
    this.#randomInt = createRandomInt(ports.random);
  }

  get size(): number {
    return this.#live.size;
  }

  /** Sets who hears of ends; called once. */
  listen(listener: SessionsListener): void {
    this.#listener = listener;
  }

  find(id: SessionId): Session | undefined {
    return this.#live.get(id);
  }

  /** Takes up what an earlier run of the server left: each waits for its host for the grace period from now. */
  async restore(): Promise<void> {
    for (const { key, id, tokenHash } of await this.#store.liveSessions()) {
      const session = new Session(id, key, tokenHash, 'away');
      this.#live.set(id, session);
      this.#waitForHost(session);
    }
    if (this.#live.size > 0) this.#ports.log.info({ sessions: this.#live.size }, 'sessions restored');
  }

  /** Opens a session with an ID of its own. @returns undefined when the server is full */
  async open(): Promise<{ session: Session; token: string } | undefined> {
    if (this.#live.size + this.#opening >= this.#maxSessions) return undefined;
    this.#opening++;
    try {
      const token = createToken(this.#ports.random);
      const tokenHash = hashToken(token);
      for (let tries = 0; tries < ID_TRIES; tries++) {
        const id = createSessionId(this.#randomInt);
        const key = await this.#store.openSession(id, tokenHash, this.#ports.epochNow());
        if (key === undefined) continue;
        const session = new Session(id, key, tokenHash, 'away');
        this.#live.set(id, session);
        this.#ports.log.info({ id }, 'session opened');
        return { session, token };
      }
      return undefined;
    } finally {
      this.#opening--;
    }
  }

  /** @returns the live session that this ID and token belong to */
  resumable(id: SessionId, token: string): Session | undefined {
    const session = this.#live.get(id);
    return session !== undefined && tokenMatches(token, session.tokenHash) ? session : undefined;
  }

  /** The host is there, on this socket. @returns the socket that it had before, when that is still open */
  attach(session: Session, control: Connection): Connection | undefined {
    const earlier = session.control;
    session.step('registered');
    session.control = control;
    session.cancelGrace();
    return earlier;
  }

  /** The host's socket is gone. */
  lose(session: Session): void {
    session.step('lost');
    session.control = undefined;
    this.#ports.log.info({ id: session.id }, 'host away');
    this.#waitForHost(session);
  }

  /** Ends it and frees the ID, which rests from now on. */
  end(session: Session, reason: EndReason): void {
    session.step('end');
    this.#remove(session, reason);
  }

  recordJoin({ id, key }: Session, helper: string, organisation: string): void {
    this.#ports.log.info({ id }, 'helper joined');
    const nowMs = this.#ports.epochNow();
    this.#rows.add({ id, write: () => this.#store.recordJoin(key, helper, organisation, nowMs) });
  }

  /** Lets go of the timers and writes what waits. The sessions stay live in the store. */
  async close(): Promise<void> {
    for (const session of this.#live.values()) session.cancelGrace();
    await this.#rows.close();
  }

  #waitForHost(session: Session): void {
    session.cancelGrace = this.#ports.clock.schedule(limits.graceMs, () => {
      session.step('grace-over');
      this.#remove(session, 'host-lost');
    });
  }

  #remove(session: Session, reason: EndReason): void {
    session.cancelGrace();
    session.control = undefined;
    this.#live.delete(session.id);
    this.#ports.log.info({ id: session.id, reason }, 'session ended');
    const nowMs = this.#ports.epochNow();
    // Until it is written the session is over for everybody, but after a restart would wait for the host once more, and end then.
    this.#rows.add({
      id: session.id,
      write: () => this.#store.endSession(session.key, reason, nowMs),
    });
    this.#listener.ended(session, reason);
  }
}
