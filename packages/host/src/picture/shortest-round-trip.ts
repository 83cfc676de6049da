/** A lone small update is wanted when there was none for so long. */
const FRESH_MS = 10_000;
/** The line is as short as the shortest of so many. */
const KEPT = 3;

/**
 * How long a small update takes when nothing is before it, until it is painted: what the line, the viewer and
 * the way back cost without any queue. Only an update that had all for itself can say so; when the others
 * never leave it room, one is due now and then.
 */
export class ShortestRoundTrip {
  #lone: number[] = [];
  #loneAtMs = Number.NEGATIVE_INFINITY;
  #doubted = false;

  /** Undefined before the first answer. */
  get ms(): number | undefined {
    return this.#lone.length === 0 ? undefined : Math.min(...this.#lone);
  }

  /** @param lone small, and sent while nothing was under way */
  add(roundTripMs: number, lone: boolean, nowMs: number): void {
    if (lone) {
      this.#loneAtMs = nowMs;
      if (this.#doubted) this.#lone = [];
      this.#doubted = false;
    }
    if (!lone && roundTripMs >= (this.ms ?? Number.POSITIVE_INFINITY)) return;
    this.#lone.unshift(Math.max(1, roundTripMs));
    this.#lone.length = Math.min(this.#lone.length, KEPT);
  }

  /** The line may be another one: the next that is lone is believed at once. */
  doubt(): void {
    this.#doubted = true;
  }

  /** The next update should go alone and be small. */
  isStale(nowMs: number): boolean {
    return this.#doubted || nowMs - this.#loneAtMs > FRESH_MS;
  }
}
