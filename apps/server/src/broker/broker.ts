import {
  type BrokerToHost,
  closeCodes,
  type HostToBroker,
  type IceServer,
  isSpokenVersion,
  type LinkToRelay,
  limits,
  parseHostToBroker,
  type SessionId,
  type ViewerToBroker,
} from '@fjernhjelp/protocol/signalling';
import type { ServerPorts } from '../ports.ts';
import { RateLimit } from '../rate-limit.ts';
import type { ServerSettings } from '../settings/definitions.ts';
import type { Connection } from '../sockets/connection.ts';
import { parsed, refuseMalformed } from '../sockets/waiting-room.ts';
import { createIceServers } from './ice-servers.ts';
import type { Links } from './links.ts';
import { refuse } from './refuse.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';

/** Answers the first message of every socket, and what a host says after it. */
export class Broker {
  readonly #sessions: Sessions;
  readonly #links: Links;
  readonly #ports: ServerPorts;
  readonly #newSessions: RateLimit;
  readonly #unknownIds: RateLimit;
  readonly #iceServers: () => readonly IceServer[] | undefined;

  constructor(sessions: Sessions, links: Links, ports: ServerPorts, settings: ServerSettings) {
    this.#sessions = sessions;
    this.#links = links;
    this.#ports = ports;
    this.#newSessions = new RateLimit(settings.newSessionsPerMinute, ports.clock);
    this.#iceServers = createIceServers(settings, ports.epochNow);
    this.#unknownIds = new RateLimit(settings.unknownIdsPerMinute, ports.clock);
    sessions.listen({ ended: (session) => links.sessionEnded(session) });
  }

  /** The first message on `/api/host`. @param source the address that the rate limits count */
  host(connection: Connection, message: HostToBroker, source: string): void {
    if (message.type !== 'register') {
      refuseMalformed(connection);
      return;
    }
    if (!isSpokenVersion(message.version)) {
      refuse(connection, 'version-unsupported');
      return;
    }
    if (message.resume) {
      this.#resume(connection, message.resume.id as SessionId, message.resume.token);
      return;
    }
    if (!this.#newSessions.take(source)) {
      refuse(connection, 'too-many-requests');
      return;
    }
    this.#open(connection).catch((error: unknown) => {
      this.#ports.log.error({ err: error }, 'session not opened');
      connection.close(closeCodes.internal);
    });
  }

  /** The first message on `/api/viewer`. An address that has asked for too many unknown IDs learns nothing more (SG18). */
  viewer(connection: Connection, message: ViewerToBroker, source: string): void {
    if (!isSpokenVersion(message.version)) {
      refuse(connection, 'version-unsupported');
      return;
    }
    if (!this.#unknownIds.allows(source)) {
      refuse(connection, 'too-many-requests');
      return;
    }
    const session = this.#sessions.find(message.id as SessionId);
    if (session) {
      this.#links.offer(session, connection);
      return;
    }
    this.#unknownIds.take(source);
    refuse(connection, 'unknown-id');
  }

  /** The first message on `/api/link`. */
  link(connection: Connection, message: LinkToRelay): void {
    this.#links.accept(message.link, connection);
  }

  async #open(connection: Connection): Promise<void> {
    const early = () => refuseMalformed(connection);
    connection.listen({ text: early, binary: early, closed: () => {} });
    const opened = await this.#sessions.open();
    if (opened === undefined) {
      refuse(connection, 'server-full');
      return;
    }
    // It has never been told its ID, so nobody can come back to it.
    if (!connection.open) {
      this.#sessions.end(opened.session, 'host-lost');
      return;
    }
    this.#attach(connection, opened.session, opened.token);
  }

  #resume(connection: Connection, id: SessionId, token: string): void {
    const session = this.#sessions.resumable(id, token);
    if (session === undefined) {
      refuse(connection, 'resume-rejected');
      return;
    }
    this.#attach(connection, session, token);
    this.#ports.log.info({ id }, 'host back');
  }

  #attach(connection: Connection, session: Session, token: string): void {
    this.#sessions.attach(session, connection)?.close(closeCodes.superseded);
    connection.listen({
      text: (text) => this.#hostSays(connection, session, text),
      binary: () => this.#hostErrs(connection, session),
      closed: () => this.#sessions.lose(session),
    });
    const iceServers = this.#iceServers();
    connection.sendText({
      type: 'registered',
      id: session.id,
      token,
      ...(iceServers !== undefined && { iceServers: [...iceServers] }),
    } satisfies BrokerToHost);
    // For hosts that do not see pings (SG17).
    connection.keepTelling({ type: 'alive' } satisfies BrokerToHost);
  }

  #hostSays(connection: Connection, session: Session, text: string): void {
    const message = parsed(parseHostToBroker, text);
    if (message?.type === 'end') {
      this.#sessions.end(session, message.reason);
      connection.close(closeCodes.normal);
    } else if (message?.type === 'joined' && session.joins < limits.peopleInAll) {
      session.joins++;
      this.#sessions.recordJoin(session, message.helper, message.organisation);
    } else this.#hostErrs(connection, session);
  }

  /** The socket is closed and the host counts as away: an honest one comes back, and a broken one ends with the grace. */
  #hostErrs(connection: Connection, session: Session): void {
    refuseMalformed(connection);
    this.#sessions.lose(session);
  }
}
