import { type Bytes, type Clock, ProtocolViolation, pictureSequence } from '@fjernhjelp/protocol';
import type { PictureSource } from '../ports.ts';

/** Updates that may be sent and not painted yet: one on the line while the other is painted. */
const UPDATES_UNDER_WAY = 2;
const WINDOW_FLOOR_BYTES = 64 * 1024;
const WINDOW_CAP_BYTES = 4 * 1024 * 1024;
/** A window is what the line carries in two of its shortest round trips, within these bounds. */
const TARGET_ROUND_TRIPS = 2;
const TARGET_FLOOR_MS = 60;
const TARGET_CAP_MS = 250;
/** The shortest round trip is the line's own; it is forgotten so much with each further one, as the line may change. */
const FORGETTING = 1.01;
/** An update says something of the line's rate when it came to this share of the window. */
const FILLS = 0.5;
/** A new update is worth making when this share of the window is free. */
const WORTH = 0.25;

interface Sent {
  readonly sequence: number;
  readonly sizeBytes: number;
  readonly atMs: number;
  /** With this one, what was under way when it was sent. */
  readonly underWayBytes: number;
}

/**
 * Decides when the next update is made and how large it may be (PROTOCOL.md UP10), so that about one round trip is
 * under way: nothing is captured or encoded that the line cannot take, and on a slow line newer damage takes the place
 * of older.
 */
export class PicturePacer {
  readonly #source: PictureSource;
  readonly #send: (message: Bytes) => void;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #lost: (error: Error) => void;
  #sent: Sent[] = [];
  #newest = 0;
  #bytesPerMs = 0;
  #shortestMs: number | undefined;
  /** Counts starts and stops: what was asked for before belongs to nobody. */
  #life = 0;
  #running = false;
  #asking = false;

  /**
   * @param send takes a picture message to the viewer, and owns it
   * @param lost called once when the screen is lost; the pacer has stopped then
   */
  constructor(ports: {
    source: PictureSource;
    send: (message: Bytes) => void;
    clock: Pick<Clock, 'now'>;
    lost: (error: Error) => void;
  }) {
    this.#source = ports.source;
    this.#send = ports.send;
    this.#clock = ports.clock;
    this.#lost = ports.lost;
  }

  /** How many bytes may be under way, 64 KiB … 4 MiB. */
  get windowBytes(): number {
    const targetMs = clamp(TARGET_ROUND_TRIPS * (this.#shortestMs ?? 0), TARGET_FLOOR_MS, TARGET_CAP_MS);
    return clamp(this.#bytesPerMs * targetMs, WINDOW_FLOOR_BYTES, WINDOW_CAP_BYTES);
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
    this.#life++;
    this.#sent = [];
    this.#source.close();
  }

  /**
   * The viewer has painted everything up to this update.
   * @throws ProtocolViolation "out-of-range" when that one was never sent
   */
  acknowledge(sequence: number): void {
    if (sequence > this.#newest) throw new ProtocolViolation('out-of-range');
    const now = this.#clock.now();
    while (this.#sent[0] !== undefined && this.#sent[0].sequence <= sequence) {
      const sent = this.#sent.shift()!;
      if (sent.sequence === sequence) this.#learn(sent, now - sent.atMs);
    }
    this.#pull();
  }

  #learn({ underWayBytes }: Sent, tookMs: number): void {
    const roundTripMs = Math.max(1, tookMs);
    const filled = underWayBytes >= FILLS * this.windowBytes;
    this.#shortestMs = Math.min(roundTripMs, (this.#shortestMs ?? roundTripMs) * FORGETTING);
    const sample = underWayBytes / roundTripMs;
    if (filled || sample > this.#bytesPerMs) this.#bytesPerMs = (this.#bytesPerMs + sample) / 2;
  }

  #pull(): void {
    if (!this.#running || this.#asking || this.#sent.length >= UPDATES_UNDER_WAY) return;
    const windowBytes = this.windowBytes;
    const freeBytes = windowBytes - this.#underWayBytes();
    if (freeBytes < WORTH * windowBytes) return;
    this.#asking = true;
    const life = this.#life;
    this.#source.next(freeBytes).then(
      (message) => {
        if (life === this.#life) this.#pass(message);
      },
      (error: Error) => {
        if (life === this.#life) this.#lose(error);
      },
    );
  }

  #pass(message: Bytes): void {
    this.#asking = false;
    const sequence = pictureSequence(message);
    if (sequence !== undefined) {
      const sizeBytes = message.length;
      const underWayBytes = this.#underWayBytes() + sizeBytes;
      this.#sent.push({ sequence, sizeBytes, underWayBytes, atMs: this.#clock.now() });
      this.#newest = sequence;
    }
    this.#send(message);
    this.#pull();
  }

  #lose(error: Error): void {
    this.stop();
    this.#lost(error);
  }

  #underWayBytes(): number {
    return this.#sent.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.min(most, Math.max(least, value)));
}
