import type { Compressor } from '@fjernhjelp/codec';
import {
  type Bytes,
  type Clock,
  encodePicture,
  type PointerPlace,
  pictureSequence,
  type ScreenPlace,
} from '@fjernhjelp/protocol';
import type { Capturer } from '../ports.ts';
import { encodeForgotten, ScreenFeed } from './screen-feed.ts';
import { type Watch, wantedPictures } from './wanted-pictures.ts';

/** Makes the picture messages of one viewer, one at a time, as it has room for them. */
export class PictureServer {
  readonly #capturer: Capturer;
  readonly #parts: { compressor: Compressor; clock: Pick<Clock, 'now'> };
  #watch: Watch | undefined;
  /** As the viewer was told. */
  #told: readonly ScreenPlace[] = [];
  #feeds: ScreenFeed[] = [];
  /** The feed that is asked first, so that none waits for another. */
  #turn = 0;
  /** Screens whose pictures the viewer has, and is told to let go of before anything else. */
  #forgotten: number[] = [];
  #pointer: PointerPlace | undefined;
  #sequence = 0;

  constructor(capturer: Capturer, parts: { compressor: Compressor; clock: Pick<Clock, 'now'> }) {
    this.#capturer = capturer;
    this.#parts = parts;
  }

  /** The viewer is told everything anew: what it has of before counts for nothing. */
  restart(): void {
    this.#told = [];
    for (const feed of this.#feeds) feed.restart();
  }

  watch(watch: Watch): void {
    this.#watch = watch;
    this.#follow();
  }

  /** The capturer has something new. */
  notice(): void {
    for (const feed of this.#feeds) feed.notice();
  }

  pointerAt(place: PointerPlace): void {
    this.#pointer = place;
  }

  /** When something may be made exact that is about right, by the clock. */
  get dueAtMs(): number | undefined {
    const due = this.#feeds.flatMap((feed) => feed.dueAtMs ?? []);
    return due.length > 0 ? Math.min(...due) : undefined;
  }

  /** Whether there is something to say already that the last message had no room for. */
  get hasMore(): boolean {
    const isTold = this.#told === this.#capturer.screens && this.#forgotten.length === 0;
    return !isTold || this.#feeds.some((feed) => feed.hasMore);
  }

  /** Whether a film plays on a screen. */
  get isMoving(): boolean {
    return this.#feeds.some((feed) => feed.isMoving);
  }

  /** @returns undefined when there is nothing to say */
  next(budgetBytes: number): Bytes | undefined {
    if (this.#told !== this.#capturer.screens) {
      this.#told = this.#capturer.screens;
      this.#follow();
      // One that was gone for a moment is still there at the viewer.
      this.#forgotten = this.#forgotten.filter((screen) =>
        this.#told.some((place) => place.screen === screen),
      );
      return encodePicture({ type: 'screens', screens: this.#told });
    }
    const forgotten = this.#forgotten.shift();
    if (forgotten !== undefined) return encodeForgotten(forgotten);
    const first = this.#firstToTell();
    for (let tried = 0; tried < this.#feeds.length; tried++) {
      const feed = first ?? this.#feeds[this.#turn++ % this.#feeds.length]!;
      const near = this.#pointer?.screen === feed.screen ? this.#pointer : undefined;
      const message = feed.next(this.#capturer, budgetBytes, this.#sequence + 1, near);
      if (message === 'gone' && this.#told !== this.#capturer.screens) return this.next(budgetBytes);
      if (message === undefined || message === 'gone') continue;
      if (pictureSequence(message) !== undefined) this.#sequence++;
      return message;
    }
    return undefined;
  }

  /** Tiles that a screen gives up are given up before another takes them (PROTOCOL.md UP2). */
  #firstToTell(): ScreenFeed | undefined {
    let first: ScreenFeed | undefined;
    for (const feed of this.#feeds)
      if (feed.owesAnother && (first === undefined || feed.growsByPlaces < first.growsByPlaces)) first = feed;
    return first;
  }

  /** Opens and drops feeds, so that they are those that are watched and there. */
  #follow(): void {
    const before = this.#feeds;
    this.#feeds = wantedPictures(this.#capturer.screens, this.#watch).map((wanted) => {
      const feed = before.find(({ screen }) => screen === wanted.screen);
      if (feed === undefined) {
        const place = this.#capturer.screens.find(({ screen }) => screen === wanted.screen)!;
        return new ScreenFeed(place, wanted, this.#parts);
      }
      feed.want(wanted);
      return feed;
    });
    const dropped = before.filter((feed) => feed.isTold && !this.#feeds.includes(feed));
    // Also one that is watched again by now: its new feed tells it anew.
    this.#forgotten.push(...dropped.map(({ screen }) => screen));
  }
}
