import type { Clock } from '@fjernhjelp/protocol/signalling';

/** Addresses that are remembered; the one used longest ago is forgotten first. */
const MAX_SOURCES = 20_000;

/**
 * A token bucket for each source address: a whole minute's allowance may be used at once, and it fills up evenly.
 * Many hosts and helpers share one outgoing address, so an allowance is for an organisation, not for a person.
 */
export class RateLimit {
  readonly #perMinute: number;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>();

  constructor(perMinute: number, clock: Clock) {
    this.#perMinute = perMinute;
    this.#clock = clock;
  }

  /** @returns whether this source has anything left, without using it */
  allows(source: string): boolean {
    return this.#tokens(source) >= 1;
  }

  /** Uses one. @returns false when nothing was left */
  take(source: string): boolean {
    const tokens = this.#tokens(source);
    if (tokens < 1) return false;
    this.#buckets.delete(source);
    this.#buckets.set(source, { tokens: tokens - 1, atMs: this.#clock.now() });
    if (this.#buckets.size > MAX_SOURCES) {
      for (const oldest of this.#buckets.keys()) {
        this.#buckets.delete(oldest);
        break;
      }
    }
    return true;
  }

  #tokens(source: string): number {
    const bucket = this.#buckets.get(source);
    if (bucket === undefined) return this.#perMinute;
    const refill = ((this.#clock.now() - bucket.atMs) * this.#perMinute) / 60_000;
    return Math.min(this.#perMinute, bucket.tokens + refill);
  }
}
