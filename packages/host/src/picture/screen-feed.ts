import { type Compressor, fitWithin, PictureEncoder, PictureScaler } from '@fjernhjelp/codec';
import {
  type Bytes,
  type Clock,
  encodePicture,
  type Move,
  type Rect,
  type ScreenPlace,
  type ScreenSize,
} from '@fjernhjelp/protocol';
import type { Capturer } from '../ports.ts';
import type { WantedPicture } from './wanted-pictures.ts';

/** What has moved is finished before anything else that is large is captured, for so long at the most. */
const FINISH_MS = 250;
/** What somebody types or points at changes no more than that: a few lines, a menu's entry. */
const SMALL_PX = 65_536;

/** What one capture brought into the encoder's frame. */
interface Brought {
  readonly damage: readonly Rect[];
  readonly moves: readonly Move[];
  /** It is only what need not wait for what was begun. */
  readonly goesOn: boolean;
}
const nothing: Brought = { damage: [], moves: [], goesOn: false };

/** One screen on its way to the viewer, as large as the viewer wants it. */
export class ScreenFeed {
  readonly screen: number;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #compressor: Compressor;
  #wanted: WantedPicture;
  #size: ScreenSize;
  #encoder: PictureEncoder;
  #scaler: PictureScaler | undefined;
  #owesResize = true;
  /** How many of its tiles the viewer keeps; undefined before it has the screen. */
  #toldPlaces: number | undefined;
  /** Something may have changed since the last capture. */
  #changed = true;
  /** The capturer was to leave something. */
  #leftSome = false;
  /** Nothing was captured yet into the frame that there is. */
  #isFresh = true;
  /** When the picture was captured that is on its way. */
  #begunAtMs = 0;

  constructor(
    { screen, widthPx, heightPx }: ScreenPlace,
    wanted: WantedPicture,
    { compressor, clock }: { compressor: Compressor; clock: Pick<Clock, 'now'> },
  ) {
    this.screen = screen;
    this.#clock = clock;
    this.#compressor = compressor;
    this.#wanted = wanted;
    this.#size = { widthPx, heightPx };
    this.#scaler = this.#openScaler();
    this.#encoder = this.#openEncoder();
  }

  /** When something that the viewer has about right may be made exact, by the clock. */
  get dueAtMs(): number | undefined {
    return this.#encoder.dueAtMs;
  }

  /** Whether there is something to say already. */
  get hasMore(): boolean {
    return this.#changed || this.#leftSome || this.#owesResize || this.#encoder.pending;
  }

  /** Whether a film plays there. */
  get isMoving(): boolean {
    return this.#encoder.isMoving;
  }

  /** The viewer has this screen. */
  get isTold(): boolean {
    return this.#toldPlaces !== undefined;
  }

  /** The viewer has this screen in another size, or keeps another number of its tiles, than it will be told. */
  get owesAnother(): boolean {
    return this.isTold && this.#owesResize;
  }

  /** How many more tiles the viewer will keep of it than it was told. */
  get growsByPlaces(): number {
    return this.#wanted.cachePlaces - (this.#toldPlaces ?? 0);
  }

  /** The capturer has something new, on this screen or another. */
  notice(): void {
    this.#changed = true;
  }

  /** The viewer has nothing. */
  restart(): void {
    this.#owesResize = true;
    this.#encoder.restart(this.#wanted.cachePlaces);
  }

  /** The viewer is to have it so from here on: what it has stays when that makes no difference. */
  want(wanted: WantedPicture): void {
    const [target, { cachePlaces }] = [this.#target(), this.#wanted];
    this.#wanted = wanted;
    const { widthPx, heightPx } = this.#target();
    if (target.widthPx !== widthPx || target.heightPx !== heightPx) this.#resize(this.#size);
    else if (cachePlaces !== wanted.cachePlaces) this.restart();
  }

  /**
   * @param near where the pointer is on this screen: what changes there goes first
   * @returns the next message, "gone" when the screen is, undefined when there is nothing to say
   */
  next(
    capturer: Capturer,
    budgetBytes: number,
    sequence: number,
    near: { xPx: number; yPx: number } | undefined,
  ): Bytes | 'gone' | undefined {
    let brought = nothing;
    if ((this.#changed || (this.#leftSome && !this.#isUnfinished)) && !this.#owesResize) {
      const captured = this.#capture(capturer);
      if (captured === 'gone') return 'gone';
      brought = captured;
    }
    if (this.#owesResize) {
      this.#owesResize = false;
      this.#toldPlaces = this.#wanted.cachePlaces;
      return this.#encoder.encodeResize();
    }
    const { damage, ...hints } = brought;
    const place = near && this.#scaled(near);
    return this.#encoder.encode(damage, budgetBytes, sequence, { ...hints, ...(place && { near: place }) });
  }

  #capture(capturer: Capturer): Brought | 'gone' {
    const goesOn = this.#isUnfinished;
    const { frame } = this.#scaler ?? this.#encoder;
    const captured = capturer.capture(this.screen, frame, this.#isFresh, goesOn ? SMALL_PX : undefined);
    if (captured === 'gone') return 'gone';
    if (captured === 'resized') {
      const place = capturer.screens.find(({ screen }) => screen === this.screen);
      if (place === undefined) return 'gone';
      this.#resize(place);
      return nothing;
    }
    const { damage, moves, hasMore } = captured;
    this.#changed = false;
    this.#leftSome = hasMore;
    this.#isFresh = false;
    if (!goesOn) this.#begunAtMs = this.#clock.now();
    if (this.#scaler === undefined) return { damage, moves, goesOn };
    const written = [...damage, ...moves.map(({ rect }) => rect)];
    return { damage: this.#scaler.scale(written, this.#encoder.frame), moves: [], goesOn };
  }

  /** Parts of a picture in which something moved are still to be sent: what is captured meanwhile would tear it. */
  get #isUnfinished(): boolean {
    const isBegun = !this.#isFresh && this.#encoder.pending && this.#encoder.hasMoved;
    return isBegun && this.#clock.now() - this.#begunAtMs < FINISH_MS;
  }

  #resize({ widthPx, heightPx }: ScreenSize): void {
    this.#size = { widthPx, heightPx };
    this.#scaler = this.#openScaler();
    this.#encoder = this.#openEncoder();
    this.#owesResize = true;
    this.#changed = true;
    this.#isFresh = true;
  }

  #target(): ScreenSize {
    return fitWithin(this.#size, this.#wanted.maxWidthPx, this.#wanted.maxHeightPx);
  }

  #openScaler(): PictureScaler | undefined {
    const target = this.#target();
    return target.widthPx === this.#size.widthPx && target.heightPx === this.#size.heightPx
      ? undefined
      : new PictureScaler(this.#size, target);
  }

  #openEncoder(): PictureEncoder {
    return new PictureEncoder(this.screen, this.#target(), this.#compressor, {
      now: () => this.#clock.now(),
      cachePlaces: this.#wanted.cachePlaces,
      lossy: true,
    });
  }

  #scaled({ xPx, yPx }: { xPx: number; yPx: number }): { xPx: number; yPx: number } {
    const target = this.#target();
    return {
      xPx: Math.floor((xPx * target.widthPx) / this.#size.widthPx),
      yPx: Math.floor((yPx * target.heightPx) / this.#size.heightPx),
    };
  }
}

/** What frees the viewer of a screen that it watches no more. */
export function encodeForgotten(screen: number): Bytes {
  return encodePicture({ type: 'resize', screen, widthPx: 1, heightPx: 1, cachePlaces: 0 });
}
