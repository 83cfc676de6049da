/** So much more is growth … */
const GROWTH = 1.25;
/** … and after so many round trips without it the line is full. */
const FLAT_ROUND_TRIPS = 3;
/** It may carry more than was known when for so long it was never asked for all … */
const FORGOTTEN_MS = 10_000;
/** … and is not so thin that a trial would be felt: somewhat more than 4 Mbit/s. */
const WORTH_BYTES_PER_MS = 512;

/**
 * Whether a line may carry more than it is known to: where little was asked of it, that is all that is known. It is full
 * when more was asked and no more came (draft-ietf-ccwg-bbr-04, "Exiting Acceleration Based on Bandwidth Plateau"; the
 * bookkeeping is our own). Times in ms, from one clock that never goes back.
 */
export class RateGrowth {
  #isFull = false;
  #flatRounds = 0;
  #bytesPerMs = 0;
  #roundBeganMs = Number.NEGATIVE_INFINITY;
  #limitedAtMs = Number.POSITIVE_INFINITY;

  /** @param bytesPerMs what the line is known to carry */
  mayGrow(bytesPerMs: number, nowMs: number): boolean {
    return !this.#isFull || this.#isForgotten(bytesPerMs, nowMs);
  }

  /**
   * An update is painted for which there was more to send than it could hold.
   * @param bytesPerMs what the line is known to carry since then
   */
  painted(sentAtMs: number, bytesPerMs: number, nowMs: number): void {
    if (this.#isForgotten(bytesPerMs, nowMs)) {
      this.#isFull = false;
      this.#bytesPerMs = bytesPerMs;
      this.#flatRounds = 0;
    }
    this.#limitedAtMs = nowMs;
    const newRound = sentAtMs >= this.#roundBeganMs;
    if (newRound) this.#roundBeganMs = nowMs;
    if (bytesPerMs >= GROWTH * this.#bytesPerMs) {
      this.#bytesPerMs = bytesPerMs;
      this.#flatRounds = 0;
    } else if (newRound && ++this.#flatRounds >= FLAT_ROUND_TRIPS) this.#isFull = true;
  }

  #isForgotten(bytesPerMs: number, nowMs: number): boolean {
    return bytesPerMs >= WORTH_BYTES_PER_MS && nowMs - this.#limitedAtMs > FORGOTTEN_MS;
  }
}
