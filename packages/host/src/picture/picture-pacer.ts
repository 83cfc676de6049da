import {
  type Bytes,
  type Clock,
  letAnswerWait,
  ProtocolViolation,
  pictureSequence,
} from '@fjernhjelp/protocol';
import type { PictureSource } from '../ports.ts';
import { PacingWindow } from './pacing-window.ts';
import { UnhurriedUpdates } from './unhurried-updates.ts';

/**
 * Decides when the next update is made and how large it may be (PROTOCOL.md UP10), so that no more is under way than
 * the line and the viewer need to stay busy: nothing is captured or encoded that would have to wait, and on a slow line
 * newer damage takes the place of older.
 */
export class PicturePacer {
  readonly #source: PictureSource;
  readonly #send: (message: Bytes) => void;
  readonly #clock: Clock;
  readonly #lost: (error: Error) => void;
  readonly #isCounted: () => boolean;
  readonly #window = new PacingWindow();
  readonly #unhurried = new UnhurriedUpdates();
  #newest = 0;
  /** Counts starts and stops: what was asked for before belongs to nobody. */
  #life = 0;
  #running = false;
  #asking = false;
  #cancelWait = () => {};

  /**
   * @param send takes a picture message to the viewer, and owns it
   * @param isCounted somebody wants to know how long each update takes: every answer comes at once
   * @param lost called once when the screen is lost; the pacer has stopped then
   */
  constructor(ports: {
    source: PictureSource;
    send: (message: Bytes) => void;
    clock: Clock;
    isCounted?: () => boolean;
    lost: (error: Error) => void;
  }) {
    this.#source = ports.source;
    this.#send = ports.send;
    this.#clock = ports.clock;
    this.#isCounted = ports.isCounted ?? (() => false);
    this.#lost = ports.lost;
  }

  /** How many bytes may be under way now, and how many are: sent and not painted. */
  get windowBytes(): number {
    return this.#window.windowBytes;
  }
  /** What the line is taken to carry; 0 before anything is known. */
  get bytesPerSecond(): number {
    return this.#window.bytesPerSecond;
  }
  get underWayBytes(): number {
    return this.#window.underWayBytes + this.#unhurried.bytes;
  }

  /** The viewer may see: it begins with a resize and everything. Does nothing while started. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#life++;
    this.#source.restart();
    this.#pull();
  }

  /** The viewer may see no more. What it still acknowledges is ignored. May be called twice. */
  stop(): void {
    if (!this.#running) return;
    this.#running = false;
    this.#asking = false;
    this.#cancelWait();
    this.#life++;
    this.#window.clear();
    this.#unhurried.clear();
    this.#source.pause();
  }

  /**
   * The viewer has painted everything up to this update.
   * @param heldMs from when that one had come to the viewer until it was painted
   * @throws ProtocolViolation "out-of-range" when that one was never sent
   */
  acknowledge(sequence: number, heldMs: number): void {
    if (sequence > this.#newest) throw new ProtocolViolation('out-of-range');
    this.#unhurried.acknowledge(sequence);
    this.#window.acknowledge(sequence, this.#clock.now(), heldMs);
    this.#pull();
  }

  #pull(): void {
    if (!this.#running || this.#asking) return;
    const nowMs = this.#clock.now();
    const budgetBytes = this.#window.room(nowMs);
    if (budgetBytes === 0) {
      this.#wait(this.#window.waitMs(nowMs));
      return;
    }
    this.#asking = true;
    const life = this.#life;
    this.#source.next(budgetBytes).then(
      (message) => {
        if (life === this.#life) this.#pass(message, budgetBytes);
      },
      (error: Error) => {
        if (life === this.#life) this.#lose(error);
      },
    );
  }

  #wait(delayMs: number): void {
    this.#cancelWait();
    if (delayMs > 0) this.#cancelWait = this.#clock.schedule(delayMs, () => this.#pull());
  }

  #pass(message: Bytes, budgetBytes: number): void {
    this.#asking = false;
    const sequence = pictureSequence(message);
    if (sequence !== undefined) {
      this.#note(sequence, message, budgetBytes);
      this.#newest = sequence;
    }
    this.#send(message);
    this.#pull();
  }

  #note(sequence: number, message: Bytes, budgetBytes: number): void {
    const nowMs = this.#clock.now();
    const isTelling = !this.#window.needsNoAnswer(message.length, budgetBytes, nowMs) || this.#isCounted();
    if (!isTelling && this.#unhurried.hasRoomFor(message.length, this.#window.unansweredBytes)) {
      letAnswerWait(message);
      this.#unhurried.send(sequence, message.length);
    } else this.#window.send(sequence, message.length, budgetBytes, nowMs);
  }

  #lose(error: Error): void {
    this.stop();
    this.#lost(error);
  }
}
