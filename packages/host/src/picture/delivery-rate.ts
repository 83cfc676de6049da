/** What went out with an update, to be told again with its acknowledgement. */
export interface Departure {
  readonly atMs: number;
  /** Of what was painted before it went: how much, when the last of it was acknowledged, had come to the viewer, and had been sent. */
  readonly paintedBytes: number;
  readonly paintedUpdates: number;
  readonly paintedAtMs: number;
  readonly cameAtMs: number;
  readonly paintedSentAtMs: number;
  /** The line may have rested before, and it is known what it carries: what passes at once says no more of it. */
  readonly fromRest: boolean;
  /** There was more to send than it could hold: it says how much the line carries, and not only that it carries so much. */
  readonly limited: boolean;
}

/** How fast updates get through: what the line carries and what the viewer paints, whichever is slower. */
export interface Rate {
  readonly bytesPerMs: number;
  readonly updatesPerMs: number;
}

/** When an update was told to be painted, and how long the viewer had had it. */
export interface Answer {
  readonly atMs: number;
  readonly heldMs: number;
}

/**
 * A viewer's painting does not make a line slower than that: it may have been for pixels, of which a few bytes can move millions, and an update that
 * is cut for it is painted twice.
 */
const HELD_BYTES_PER_MS = 2 * 1024;
/** Lines that are held back let so much pass at once after a rest: as little as that tells nothing of what they carry. */
const BURST_BYTES = 16 * 1024;
/** What a line carries is known for so long. */
const FORGOTTEN_MS = 10_000;
/** The best of so many round trips is taken to be what the line can do. */
const ROUND_TRIPS = 4;

/**
 * Estimates the rate at which updates are painted. A sample is what was painted between an update's departure and its
 * acknowledgement, over the time from the last acknowledgement before that departure, so that answers that come in a
 * bunch do not count as a fast line (draft-ietf-ccwg-bbr-04, "Delivery Rate Sampling"; the bookkeeping is our own).
 */
export class DeliveryRate {
  #paintedBytes = 0;
  #paintedUpdates = 0;
  #paintedAtMs = 0;
  #cameAtMs = 0;
  #paintedSentAtMs = 0;
  #fromRest = false;
  /** What came through with rests in between, and how long something of it was under way. */
  #rested = { bytes: 0, busyMs: 0 };
  /** When it was last seen what the line carries. */
  #toldAtMs = 0;
  /** A round trip ends with the answer to an update that went out after it began. */
  #roundEndsUpdates = 0;
  #rounds: Rate[] = [];
  #measured = false;

  /** Undefined before the first answer. */
  get best(): Rate | undefined {
    if (this.#rounds.length === 0) return undefined;
    return {
      bytesPerMs: Math.max(...this.#rounds.map(({ bytesPerMs }) => bytesPerMs)),
      updatesPerMs: Math.max(...this.#rounds.map(({ updatesPerMs }) => updatesPerMs)),
    };
  }

  /** Whether it is more than a lower bound. */
  get measured(): boolean {
    return this.#measured;
  }

  /** @param idle nothing is under way @param known the line was full: that it is faster will be seen when it is so again */
  depart(
    nowMs: number,
    { idle, limited, known }: { idle: boolean; limited: boolean; known: boolean },
  ): Departure {
    if (idle) {
      this.#fromRest = true;
      this.#paintedAtMs = nowMs;
      this.#cameAtMs = nowMs;
      this.#paintedSentAtMs = nowMs;
    }
    return {
      atMs: nowMs,
      paintedBytes: this.#paintedBytes,
      paintedUpdates: this.#paintedUpdates,
      paintedAtMs: this.#paintedAtMs,
      cameAtMs: this.#cameAtMs,
      paintedSentAtMs: this.#paintedSentAtMs,
      fromRest: known && this.#fromRest,
      limited,
    };
  }

  /**
   * @param bytes that this answer says are painted and none before said, of so many updates
   * @returns the sample
   */
  painted(departure: Departure, bytes: number, updates: number, { atMs, heldMs }: Answer): Rate {
    this.#paintedBytes += bytes;
    this.#paintedUpdates += updates;
    this.#fromRest = false;
    const busyMs = atMs - this.#paintedAtMs;
    this.#paintedAtMs = atMs;
    this.#cameAtMs = atMs - heldMs;
    this.#paintedSentAtMs = departure.atMs;
    const sentMs = Math.max(1, departure.atMs - departure.paintedSentAtMs);
    const tookMs = Math.max(sentMs, atMs - departure.paintedAtMs);
    const cameMs = Math.max(sentMs, this.#cameAtMs - departure.cameAtMs);
    const sampleBytes = this.#paintedBytes - departure.paintedBytes;
    const sample = {
      bytesPerMs: Math.min(sampleBytes / cameMs, Math.max(sampleBytes / tookMs, HELD_BYTES_PER_MS)),
      updatesPerMs: (this.#paintedUpdates - departure.paintedUpdates) / tookMs,
    };
    if (departure.fromRest && sampleBytes <= BURST_BYTES) {
      const bytesPerMs = this.#betweenRests(bytes, busyMs, atMs);
      this.#learn({ ...sample, bytesPerMs }, { ...departure, limited: false });
    } else {
      this.#tell(atMs);
      this.#learn(sample, departure);
    }
    return sample;
  }

  /** Forgets what was: this is how fast it is now. */
  fall(sample: Rate): void {
    this.#rounds = [sample];
  }

  /**
   * When nothing else has told of the line for long, it may have become faster, and always rest before an update.
   * @returns what it carries while it is busy, bursts and all, once so much came through that they are not all of it; else 0.
   *   Where that is too much the line does not rest any more, which tells.
   */
  #betweenRests(bytes: number, busyMs: number, atMs: number): number {
    const rested = { bytes: this.#rested.bytes + bytes, busyMs: this.#rested.busyMs + busyMs };
    this.#rested = rested;
    if (rested.bytes <= BURST_BYTES || atMs - this.#toldAtMs < FORGOTTEN_MS) return 0;
    this.#tell(atMs);
    return rested.bytes / Math.max(1, rested.busyMs);
  }

  #tell(atMs: number): void {
    this.#toldAtMs = atMs;
    this.#rested = { bytes: 0, busyMs: 0 };
  }

  #learn(sample: Rate, { limited, paintedUpdates }: Departure): void {
    const newRound = paintedUpdates >= this.#roundEndsUpdates;
    if (newRound) this.#roundEndsUpdates = this.#paintedUpdates;
    const latest = this.#rounds[0];
    if (latest === undefined || (limited && newRound && this.#measured)) {
      this.#rounds.unshift(sample);
      this.#rounds.length = Math.min(this.#rounds.length, ROUND_TRIPS);
    } else {
      // What was not limited can only be too low.
      this.#rounds[0] = {
        bytesPerMs: Math.max(latest.bytesPerMs, sample.bytesPerMs),
        updatesPerMs: Math.max(latest.updatesPerMs, sample.updatesPerMs),
      };
    }
    this.#measured ||= limited;
  }
}
