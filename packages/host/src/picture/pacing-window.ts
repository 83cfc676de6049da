import { limits } from '@fjernhjelp/protocol';
import { type Answer, DeliveryRate, type Departure, type Rate } from './delivery-rate.ts';
import { RateGrowth } from './rate-growth.ts';
import { ShortestRoundTrip } from './shortest-round-trip.ts';

/** The line is busy for so long with one update; two of them are more than the line's own length takes. */
const UPDATE_MS = 30;
/** With so many times that, while the line may carry more than it is known to. */
const REACH = 2;
const UPDATE_FLOOR_BYTES = 2 * 1024;
/** One that was made for the floor: it may be longer by a tile. */
const PROBE_BYTES = 2 * UPDATE_FLOOR_BYTES;
const UPDATE_CAP_BYTES = 256 * 1024;
/** Half an update is worth making when it is not smaller than that. */
const WORTH_BYTES = 8 * 1024;
/** What may be under way before anything is known: 100 ms of 1 Mbit/s. */
const FIRST_WINDOW_BYTES = 12 * 1024;
/** The channel stops everything at its limit; the rest is for the other streams and for its own late acknowledgements. */
const WINDOW_CAP_BYTES = limits.unacknowledgedBytes - 256 * 1024;
/** Updates cost the viewer something however small they are. */
const LEAST_UPDATES = 2;
const MOST_UPDATES = 64;
/** Less than that is no queue: clocks, other programs. */
const QUEUE_MS = 10;
/** More is tried on a long line for as long as no queue grows, in steps of that, up to so much. */
const STRETCH_STEP_MS = 12;
const STRETCH_CAP_MS = 50;
/** A viewer that has an update for longer, before it is painted, is slower than its screen: that is not the line's. */
const HELD_MS = 17;
/** An answer is late at so many times what was expected … */
const LATE = 1.5;
/** … and so much; */
const LATE_MS = 20;
/** and it says something of the rate when so much was under way, or when two in a row are late. */
const TELLING_BYTES = 4 * 1024;
/** Of what the line takes in `UPDATE_MS`, an update of so much is small, and so much of small ones may be without an answer. */
const SMALL_SHARE = 1 / 8;
const UNANSWERED_SHARE = 1 / 4;
/** After so long without anything under way the line may be another one; until the first answer no more than that goes out. */
const REST_MS = 10_000;
const RESTED_WINDOW_BYTES = 128 * 1024;

interface Sent {
  readonly sequence: number;
  readonly sizeBytes: number;
  /** With this one, what was under way when it was sent. */
  readonly underWayBytes: number;
  readonly departure: Departure;
}

/**
 * What is under way to the viewer, and how much more may be (PROTOCOL.md UP10): what the line carries in its shortest
 * round trip, and two updates. Times in ms, from one clock that never goes back.
 */
export class PacingWindow {
  readonly #rate = new DeliveryRate();
  readonly #growth = new RateGrowth();
  readonly #shortest = new ShortestRoundTrip();
  #sent: Sent[] = [];
  #underWayBytes = 0;
  /** The one under way is to tell the shortest round trip: nothing goes with it. */
  #probing = false;
  #stretchMs = STRETCH_CAP_MS;
  #lateInRow = 0;
  #isSlowToPaint = false;
  /** What was sent faster than a long line takes it; it melts as the line takes it. */
  #heapBytes = 0;
  #heapAtMs = 0;
  #lastMs: number | undefined;
  #rested = false;

  /** Sent and not painted. */
  get underWayBytes(): number {
    return this.#underWayBytes;
  }

  /** What the line is taken to carry; 0 before anything is known. */
  get bytesPerSecond(): number {
    return this.#bytesPerMs * 1000;
  }

  /** The most that one update should hold. */
  get updateBytes(): number {
    return this.#rate.measured
      ? this.#busyBytes
      : Math.max(this.#busyBytes, FIRST_WINDOW_BYTES - UPDATE_FLOOR_BYTES);
  }

  /** The most that should be under way. */
  get windowBytes(): number {
    const cap = this.#rested ? RESTED_WINDOW_BYTES : WINDOW_CAP_BYTES;
    const lineBytes = this.#bytesPerMs * this.#lengthMs;
    return clamp(lineBytes + 2 * this.#busyBytes, this.#rate.measured ? 0 : FIRST_WINDOW_BYTES, cap);
  }

  /** The most updates that should be under way. */
  get updates(): number {
    const during = (this.#rate.best?.updatesPerMs ?? 0) * (this.#lengthMs + 2 * UPDATE_MS);
    return clamp(Math.ceil(during), LEAST_UPDATES, MOST_UPDATES);
  }

  /** How long to wait until `room` may answer otherwise with nothing acknowledged; 0 when it would not. */
  waitMs(nowMs: number): number {
    const heapMs = (this.#heap(nowMs) - this.updateBytes) / this.#meltingBytesPerMs;
    return heapMs > 0 && this.#free > 0 ? Math.ceil(heapMs) : 0;
  }

  /** @returns how large the next update should be at the most; 0 when none should be made before an answer or a wait */
  room(nowMs: number): number {
    const idle = this.#sent.length === 0;
    if (this.#shortest.isStale(nowMs) && this.#shortest.ms !== undefined)
      return idle ? UPDATE_FLOOR_BYTES : 0;
    if (this.#probing) return 0;
    if (this.#shortest.ms === undefined && idle) return UPDATE_FLOOR_BYTES;
    if (this.#heap(nowMs) > this.updateBytes) return 0;
    // It may be asked for now and made much later, when the line is another one.
    return Math.min(this.#free, idle ? RESTED_WINDOW_BYTES : UPDATE_CAP_BYTES);
  }

  /**
   * Whether the answer to such an update would say nothing new: it is small for this line and holds all that there was, nothing is under
   * way, the line's length is known, and the last answer was not late, nor the viewer.
   */
  needsNoAnswer(sizeBytes: number, budgetBytes: number, nowMs: number): boolean {
    const smallBytes = Math.max(UPDATE_FLOOR_BYTES, this.#knownBytes * SMALL_SHARE);
    const isSmall = sizeBytes <= smallBytes && !isLimited(sizeBytes, budgetBytes);
    const isKnown = this.#shortest.ms !== undefined && !this.#shortest.isStale(nowMs);
    const isTimely = this.#lateInRow === 0 && !this.#isSlowToPaint;
    return isSmall && isKnown && isTimely && this.#sent.length === 0;
  }

  /** How much of what needs no answer may be without one: less than an update of the slowest line. */
  get unansweredBytes(): number {
    return Math.max(2 * UPDATE_FLOOR_BYTES, this.#knownBytes * UNANSWERED_SHARE);
  }

  /** @param budgetBytes what it was made for */
  send(sequence: number, sizeBytes: number, budgetBytes: number, nowMs: number): void {
    const idle = this.#sent.length === 0;
    if (idle && this.#lastMs !== undefined && nowMs - this.#lastMs > REST_MS) this.#rested = true;
    this.#probing =
      idle && sizeBytes <= PROBE_BYTES && this.#shortest.ms !== undefined && this.#shortest.isStale(nowMs);
    this.#underWayBytes += sizeBytes;
    this.#heapBytes = this.#heap(nowMs) + sizeBytes;
    this.#heapAtMs = nowMs;
    const limited = isLimited(sizeBytes, budgetBytes) && !this.#probing;
    const departure = this.#rate.depart(nowMs, { idle, limited, known: !this.#mayGrow });
    this.#sent.push({ sequence, sizeBytes, underWayBytes: this.#underWayBytes, departure });
  }

  /**
   * This update and all before it are painted; one that is not under way says nothing.
   * @param heldMs how long the viewer says that it had it: as much of the round trip as that can be is not the line's
   */
  acknowledge(sequence: number, nowMs: number, heldMs: number): void {
    const count = this.#sent.filter((sent) => sent.sequence <= sequence).length;
    const last = this.#sent[count - 1];
    if (last === undefined) return;
    const bytes = this.#sent.splice(0, count).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    this.#underWayBytes -= bytes;
    const asked = last.departure.limited;
    this.#probing = false;
    this.#lastMs = nowMs;
    this.#isSlowToPaint = heldMs > HELD_MS;
    const slowMs = this.#isSlowToPaint ? Math.min(heldMs, nowMs - last.departure.atMs) : 0;
    this.#learn(last, bytes, count, { atMs: nowMs, heldMs: slowMs });
    if (asked) this.#growth.painted(last.departure.atMs, this.#bytesPerMs, nowMs);
  }

  /** Nothing of what was sent will be answered. */
  clear(): void {
    this.#sent = [];
    this.#underWayBytes = 0;
    this.#probing = false;
    this.#rested = false;
    this.#heapBytes = 0;
  }

  /** What the line is known to carry; 0 before anything is. */
  get #bytesPerMs(): number {
    return this.#rate.best?.bytesPerMs ?? 0;
  }

  /** The same in the time of an update. */
  get #knownBytes(): number {
    return this.#updateOf(UPDATE_MS);
  }

  get #busyBytes(): number {
    return this.#updateOf(this.#mayGrow ? REACH * UPDATE_MS : UPDATE_MS);
  }

  get #mayGrow(): boolean {
    return this.#growth.mayGrow(this.#bytesPerMs, this.#lastMs ?? 0);
  }

  #updateOf(ms: number): number {
    return clamp(this.#bytesPerMs * ms, UPDATE_FLOOR_BYTES, UPDATE_CAP_BYTES);
  }

  /** What the next update may take; 0 when that is not worth making one. */
  get #free(): number {
    if (this.#sent.length >= this.updates) return 0;
    const freeBytes = this.windowBytes - this.#underWayBytes;
    // Small ones wait until they may be whole, or they would become ever smaller; large ones go out early.
    const worthBytes = Math.min(this.updateBytes, Math.max(this.updateBytes / 2, WORTH_BYTES));
    return freeBytes < worthBytes && this.#sent.length > 0 ? 0 : Math.min(freeBytes, this.updateBytes);
  }

  /** Somewhat more than the line takes: one window in one round trip. */
  get #meltingBytesPerMs(): number {
    return this.windowBytes / (this.#shortest.ms ?? 1);
  }

  #heap(nowMs: number): number {
    return Math.max(0, this.#heapBytes - (nowMs - this.#heapAtMs) * this.#meltingBytesPerMs);
  }

  get #lengthMs(): number {
    const shortestMs = this.#shortest.ms ?? 0;
    return shortestMs + Math.min(this.#stretchMs, shortestMs / 2);
  }

  #learn(
    { sizeBytes, underWayBytes, departure }: Sent,
    bytes: number,
    updates: number,
    answer: Answer,
  ): void {
    const { atMs: nowMs, heldMs } = answer;
    const known = this.#rate.best;
    const roundTripMs = nowMs - departure.atMs;
    const sample = this.#rate.painted(departure, bytes, updates, answer);
    const lone = underWayBytes === sizeBytes && sizeBytes <= PROBE_BYTES;
    this.#shortest.add(roundTripMs, lone, nowMs);
    const shortestMs = this.#shortest.ms ?? 0;
    if (known !== undefined) {
      const expectedMs = shortestMs + underWayBytes / known.bytesPerMs;
      const late = roundTripMs - heldMs > LATE * expectedMs + LATE_MS;
      const telling = this.#rested || underWayBytes >= this.updateBytes || this.#lateInRow > 0;
      if (late && underWayBytes >= TELLING_BYTES && telling) this.#fall(sample);
      this.#lateInRow = late ? this.#lateInRow + 1 : 0;
    }
    this.#rested = false;
    this.#stretch(roundTripMs - shortestMs - sizeBytes / this.#rate.best!.bytesPerMs, departure);
  }

  /** The line is slower than it was, or longer: the next update tells which. */
  #fall(sample: Rate): void {
    this.#rate.fall(sample);
    // Updates are smaller from here on, and no more trouble to the viewer than before.
    const updatesPerMs = Math.max(sample.updatesPerMs, sample.bytesPerMs / this.updateBytes);
    this.#rate.fall({ ...sample, updatesPerMs });
    this.#shortest.doubt();
  }

  #stretch(queueMs: number, { limited }: Departure): void {
    if (queueMs > QUEUE_MS) this.#stretchMs = 0;
    else if (limited) this.#stretchMs = Math.min(STRETCH_CAP_MS, this.#stretchMs + STRETCH_STEP_MS);
  }
}

/** Whether there was more to send than the budget could hold. */
function isLimited(sizeBytes: number, budgetBytes: number): boolean {
  return sizeBytes >= budgetBytes / 2;
}

function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.min(most, Math.max(least, value)));
}
