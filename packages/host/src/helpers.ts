import type { EndingWhy, EndReason, Grant, Person, ReceiptBook } from '@fjernhjelp/protocol';
import type { Channel } from '@fjernhjelp/session';
import { createHelperSession, type HelperSession, type HelperSessionOptions } from './helper-session.ts';
import { type HelperState, isAdmitted } from './phases.ts';
import type { HelperStatus } from './status.ts';
import type { UserCommand } from './user-command.ts';

export interface HelpersOptions extends Omit<HelperSessionOptions, 'channel' | 'person' | 'listener'> {
  listener: {
    /** What the user sees of a helper is another. */
    changed(): void;
    granted(person: number, grant: Grant): void;
    /** They hold other grants than before. */
    holds(person: number, held: readonly Grant[]): void;
    used(person: number, grant: Grant): void;
    active(): void;
    problem(error: Error): void;
    /** @param wasAdmitted whether the user had let them in */
    left(person: number, reason: EndReason, wasAdmitted: boolean): void;
  };
}

/** All helpers of a session, from their pairing on. One of them at the most has control (PROTOCOL.md CT10). */
export interface Helpers {
  readonly count: number;
  readonly states: readonly HelperState[];
  readonly statuses: readonly HelperStatus[];
  readonly admitted: readonly HelperSession[];
  /** The user has something to answer: somebody wants to be let in, or to have something. */
  readonly isSomebodyAsking: boolean;
  /** Somebody who knew the password has not been answered yet. */
  readonly isSomebodyAtTheDoor: boolean;
  /** Who may bring in a colleague just now. */
  readonly inviter: HelperSession | undefined;
  find(person: number): HelperSession | undefined;
  /** @param files where what becomes of their files is written down, also when they are gone and another session has begun */
  add(channel: Channel, files: Pick<ReceiptBook, 'file' | 'unfinished'>): void;
  /** Sends somebody away who has not been let in. */
  refuse(person: number): void;
  takeControlFromAllBut(person: number): void;
  takeBackInvitations(exceptFrom?: number): void;
  tellPeople(): void;
  pauseChanged(): void;
  userActivityChanged(): void;
  /** @param inMs until the session is over; undefined: it goes on after all */
  tellEnding(why: EndingWhy, inMs: number | undefined): void;
  command(command: UserCommand): void;
  /** All are gone, and nobody is told of it one by one. */
  end(reason: EndReason): void;
}

export function createHelpers(options: HelpersOptions): Helpers {
  const { listener } = options;
  let sessions: readonly HelperSession[] = [];
  let lastPerson = 0;
  let toldPeople = '';

  const admitted = () => sessions.filter(({ state }) => isAdmitted(state));

  function add(channel: Channel, files: Pick<ReceiptBook, 'file' | 'unfinished'>): void {
    const person = ++lastPerson;
    const session = createHelperSession({
      ...options,
      channel,
      person,
      listener: {
        changed() {
          tellPeople();
          // Of one who is gone there is nothing more to say, but for files.
          if (session.wasAdmitted && sessions.includes(session))
            listener.holds(person, session.status?.grants.map(({ grant }) => grant) ?? []);
          listener.changed();
        },
        used: (grant) => listener.used(person, grant),
        file: (file) => files.file(person, file),
        unfinished: (grant, unfinished) => files.unfinished(person, grant, unfinished),
        active: listener.active,
        granted: (grant) => listener.granted(person, grant),
        handOver(to) {
          const name = session.status?.name ?? '';
          if (to !== person)
            admitted()
              .find((other) => other.person === to)
              ?.offerControl(name);
        },
        problem: listener.problem,
        ended: (reason) => left(session, reason),
      },
    });
    sessions = [...sessions, session];
    session.start();
  }

  function left(session: HelperSession, reason: EndReason): void {
    if (!sessions.includes(session)) return;
    sessions = sessions.filter((other) => other !== session);
    tellPeople();
    listener.left(session.person, reason, session.wasAdmitted);
  }

  /** Only what has changed. */
  function tellPeople(): void {
    const people: Person[] = admitted().flatMap(({ person, status, hasGrant }) =>
      status === undefined
        ? []
        : [
            {
              person,
              name: status.name,
              organisation: status.organisation,
              control: hasGrant('control'),
              ...(status.recording === true && { records: true as const }),
            },
          ],
    );
    const next = JSON.stringify(people);
    if (next === toldPeople) return;
    toldPeople = next;
    for (const session of admitted()) session.tellPeople(people);
  }

  return {
    get count() {
      return sessions.length;
    },
    get states() {
      return sessions.map(({ state }) => state);
    },
    get statuses() {
      return sessions.flatMap(({ status }) => status ?? []);
    },
    get isSomebodyAsking() {
      return sessions.some(({ isAsking }) => isAsking);
    },
    get admitted() {
      return admitted();
    },
    get isSomebodyAtTheDoor() {
      return sessions.some(({ state }) => !isAdmitted(state));
    },
    get inviter() {
      return sessions.find(({ hasGrant }) => hasGrant('invite'));
    },
    find: (person) => sessions.find((session) => session.person === person),
    add,
    refuse(person) {
      const session = sessions.find((candidate) => candidate.person === person);
      if (session?.status !== undefined && !isAdmitted(session.state)) session.end('refused');
    },
    takeControlFromAllBut(person) {
      for (const session of sessions) if (session.person !== person) session.revokeGrant('control');
    },
    takeBackInvitations(exceptFrom) {
      for (const session of sessions) if (session.person !== exceptFrom) session.revokeGrant('invite');
    },
    tellPeople,
    pauseChanged() {
      for (const session of sessions) session.pauseChanged();
    },
    userActivityChanged() {
      for (const session of sessions) session.userActivityChanged();
    },
    tellEnding(why, inMs) {
      for (const session of sessions) session.tellEnding(why, inMs);
    },
    command(command) {
      for (const session of sessions) session.command(command);
    },
    end(reason) {
      const leaving = sessions;
      sessions = [];
      toldPeople = '';
      lastPerson = 0;
      for (const session of leaving) session.end(reason);
    },
  };
}
