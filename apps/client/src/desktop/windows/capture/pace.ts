/** As often as the eye follows, while something changes. */
const FASTEST_MS = 33;
/** How long a change can go unnoticed that nobody's hand has caused. */
const SLOWEST_MS = 250;
const SLOWING = 1.5;

/**
 * When to look at the screen again. GDI tells of no changes, so they are found by looking: quickly after the last change and
 * after any key press or mouse move, ever slower while nothing changes, and not at all while nobody took the last picture.
 */
export class Pace {
  #intervalMs = FASTEST_MS;
  #dueAtMs = Number.POSITIVE_INFINITY;
  #lastMs = 0;

  /** The screen was looked at. */
  captured(nowMs: number, hasChanged: boolean): void {
    this.#intervalMs = hasChanged ? FASTEST_MS : Math.min(SLOWEST_MS, this.#intervalMs * SLOWING);
    this.#lastMs = nowMs;
    this.#dueAtMs = nowMs + this.#intervalMs;
  }

  /** Somebody has pressed or moved something: a change is likely. */
  touched(): void {
    this.#intervalMs = FASTEST_MS;
    if (Number.isFinite(this.#dueAtMs)) this.#dueAtMs = this.#lastMs + FASTEST_MS;
  }

  /** @returns whether it is time; then not again before `captured` */
  takeDue(nowMs: number): boolean {
    if (nowMs < this.#dueAtMs) return false;
    this.#dueAtMs = Number.POSITIVE_INFINITY;
    return true;
  }
}
