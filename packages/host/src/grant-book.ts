import { type Clock, defaultGrants, type Grant, grants } from '@fjernhjelp/protocol';

/** How long a declined grant cannot be asked for again. */
export const DECLINED_PAUSE_MS = 10_000;

export interface GrantRequest {
  readonly grant: Grant;
  readonly reason: string;
}

/** What the helper may do just now, and what they ask for (PROTOCOL.md CT3–CT6). One session has one book. */
export interface GrantBook {
  /** In the order of `grants`; empty before `allowDefaults`. */
  readonly held: readonly Grant[];
  readonly request: GrantRequest | undefined;
  has(grant: Grant): boolean;
  /** The user lets the helper in. */
  allowDefaults(): void;
  /**
   * The helper asks for a grant. One request is open at a time; what comes meanwhile is not answered.
   * @returns "declined" when the user declined the same one moments ago or this host cannot give it
   */
  ask(request: GrantRequest): 'open' | 'declined' | 'ignored';
  /** @returns whether that grant was being asked for */
  allow(grant: Grant): boolean;
  /** @returns whether that grant was being asked for */
  decline(grant: Grant): boolean;
  /** @returns whether it was held */
  takeBack(grant: Grant): boolean;
}

/** @param givable what this host can give at all */
export function createGrantBook(clock: Clock, givable: readonly Grant[]): GrantBook {
  const held = new Set<Grant>();
  const declinedAtMs = new Map<Grant, number>();
  let request: GrantRequest | undefined;

  function close(grant: Grant): boolean {
    if (request?.grant !== grant) return false;
    request = undefined;
    return true;
  }

  return {
    get held() {
      return grants.filter((grant) => held.has(grant));
    },
    get request() {
      return request;
    },
    has: (grant) => held.has(grant),
    allowDefaults() {
      for (const grant of defaultGrants) if (givable.includes(grant)) held.add(grant);
    },
    ask(asked) {
      if (request !== undefined || held.has(asked.grant)) return 'ignored';
      if (!givable.includes(asked.grant)) return 'declined';
      const declinedMs = declinedAtMs.get(asked.grant);
      if (declinedMs !== undefined && clock.now() - declinedMs < DECLINED_PAUSE_MS) return 'declined';
      request = asked;
      return 'open';
    },
    allow(grant) {
      if (!close(grant)) return false;
      held.add(grant);
      return true;
    },
    decline(grant) {
      if (!close(grant)) return false;
      declinedAtMs.set(grant, clock.now());
      return true;
    },
    takeBack: (grant) => held.delete(grant),
  };
}
