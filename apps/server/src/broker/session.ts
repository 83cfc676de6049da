import { InvariantError, type SessionId } from '@fjernhjelp/protocol/signalling';
import type { Connection } from '../sockets/connection.ts';
import { type Presence, type PresenceEvent, presenceTable } from './presence.ts';

/** One live session, as the broker knows it. */
export class Session {
  readonly id: SessionId;
  /** Of its row in the store. */
  readonly key: number;
  readonly tokenHash: Uint8Array;
  /** The host's socket, while it is present. */
  control: Connection | undefined;
  cancelGrace: () => void = () => {};
  /** Links that are offered or open. */
  links = 0;
  joins = 0;
  #presence: Presence;

  constructor(id: SessionId, key: number, tokenHash: Uint8Array, presence: Presence) {
    this.id = id;
    this.key = key;
    this.tokenHash = tokenHash;
    this.#presence = presence;
  }

  get presence(): Presence {
    return this.#presence;
  }

  /** @throws InvariantError when the table has no such step */
  step(event: PresenceEvent): void {
    const next = presenceTable[this.#presence][event];
    if (next === undefined) throw new InvariantError(`${this.#presence}: ${event}`);
    this.#presence = next;
  }
}
