import { type Clock, defaultGrants, type Grant, type GrantDuration, grants } from '@fjernhjelp/protocol';

/** How long a declined grant cannot be asked for again. */
export const DECLINED_PAUSE_MS = 10_000;

export interface GrantRequest {
  readonly grant: Grant;
  readonly reason: string;
  /** The helper who had control and hands it over; as they stated their name. */
  readonly handedOverBy?: string;
  /** The user thought of it, not the helper, and is asked whether they mean it. */
  readonly isOffered?: true;
}

export interface HeldGrant {
  readonly grant: Grant;
  readonly duration: GrantDuration;
}

/** What the helper may do just now, and what they ask for (PROTOCOL.md CT3–CT9). One helper has one book. */
export interface GrantBook {
  /** In the order of `grants`; empty before `allowDefaults`. Also what may not be used while paused. */
  readonly held: readonly HeldGrant[];
  readonly request: GrantRequest | undefined;
  /** What this host can give at all. */
  readonly possible: readonly Grant[];
  has(grant: Grant): boolean;
  /** The user lets the helper in. */
  allowDefaults(): void;
  /**
   * The helper asks for a grant. One request is open at a time; what comes meanwhile is not answered.
   * @returns "declined" when the user declined the same one moments ago or this host cannot give it
   */
  ask(request: GrantRequest): 'open' | 'declined' | 'ignored';
  /** @returns whether that grant was being asked for */
  allow(grant: Grant, duration: GrantDuration): boolean;
  /** @returns whether that grant was being asked for */
  decline(grant: Grant): boolean;
  /** @returns whether it was held */
  takeBack(grant: Grant): boolean;
  /** What was given for now is over. @returns whether there was any */
  endNow(): boolean;
}

export function createGrantBook(clock: Clock, possible: readonly Grant[]): GrantBook {
  const held = new Map<Grant, GrantDuration>();
  const declinedAtMs = new Map<Grant, number>();
  let request: GrantRequest | undefined;

  function close(grant: Grant): boolean {
    if (request?.grant !== grant) return false;
    request = undefined;
    return true;
  }

  return {
    possible,
    get held() {
      return grants.flatMap((grant) => {
        const duration = held.get(grant);
        return duration === undefined ? [] : [{ grant, duration }];
      });
    },
    get request() {
      return request;
    },
    has: (grant) => held.has(grant),
    allowDefaults() {
      for (const grant of defaultGrants) if (possible.includes(grant)) held.set(grant, 'session');
    },
    ask(asked) {
      if (request !== undefined || held.has(asked.grant)) return 'ignored';
      if (!possible.includes(asked.grant)) return 'declined';
      const declinedMs = declinedAtMs.get(asked.grant);
      if (!asked.isOffered && declinedMs !== undefined && clock.now() - declinedMs < DECLINED_PAUSE_MS)
        return 'declined';
      request = asked;
      return 'open';
    },
    allow(grant, duration) {
      if (!close(grant)) return false;
      held.set(grant, duration);
      return true;
    },
    decline(grant) {
      if (!close(grant)) return false;
      declinedAtMs.set(grant, clock.now());
      return true;
    },
    takeBack: (grant) => held.delete(grant),
    endNow() {
      const forNow = [...held].filter(([, duration]) => duration === 'now');
      for (const [grant] of forNow) held.delete(grant);
      return forNow.length > 0;
    },
  };
}
