import type { Compressor } from '@fjernhjelp/codec';
import {
  type Bytes,
  type Clock,
  encodePicture,
  limits,
  type PointerPlace,
  pictureSequence,
  type ScreenPlace,
  type WatchedScreen,
} from '@fjernhjelp/protocol';
import type { Capturer } from '../ports.ts';
import { encodeForgotten, ScreenFeed } from './screen-feed.ts';

/** What the viewer asked for; undefined before it did: the first screen, as it is. */
export interface Watch {
  readonly screens: readonly WatchedScreen[];
  readonly cachePlaces: number;
}

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
  #forgotten: number[] = [];
  #pointer: PointerPlace | undefined;
  #sequence = 0;

  constructor(capturer: Capturer, parts: { compressor: Compressor; clock: Pick<Clock, 'now'> }) {
    this.#capturer = capturer;
    this.#parts = parts;
  }

  /** The viewer has nothing: it is told everything anew. */
  restart(): void {
    this.#told = [];
    this.#forgotten = [];
    const watched = this.#watched();
    for (const feed of this.#feeds) {
      const wanted = watched.find(({ screen }) => screen === feed.screen);
      if (wanted !== undefined) feed.restart(wanted, this.#share(watched));
    }
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
      return encodePicture({ type: 'screens', screens: this.#told });
    }
    const forgotten = this.#forgotten.shift();
    if (forgotten !== undefined) return encodeForgotten(forgotten);
    // Tiles that a screen gives up are given up before another takes them (UP2).
    const first = this.#feeds.find((feed) => feed.owesAnother);
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

  #watched(): readonly WatchedScreen[] {
    const there = this.#capturer.screens;
    if (this.#watch === undefined) return [{ screen: there[0]!.screen, maxWidthPx: 0, maxHeightPx: 0 }];
    return this.#watch.screens.filter(({ screen }) => there.some((place) => place.screen === screen));
  }

  #share(watched: readonly WatchedScreen[]): number {
    const places = Math.min(this.#watch?.cachePlaces ?? limits.cachedTiles, limits.cachedTiles);
    return Math.floor(places / Math.max(1, watched.length));
  }

  /** Opens and drops feeds, so that they are those that are watched and there. */
  #follow(): void {
    const watched = this.#watched();
    const share = this.#share(watched);
    const before = this.#feeds;
    this.#feeds = watched.map((wanted) => {
      const feed = before.find(({ screen }) => screen === wanted.screen);
      if (feed === undefined) {
        const place = this.#capturer.screens.find(({ screen }) => screen === wanted.screen)!;
        return new ScreenFeed(place, wanted, share, this.#parts);
      }
      if (!feed.isAsWanted(wanted, share)) feed.restart(wanted, share);
      return feed;
    });
    const dropped = before.filter((feed) => !this.#feeds.includes(feed)).map(({ screen }) => screen);
    this.#forgotten = [...this.#forgotten, ...dropped].filter(
      (screen) =>
        this.#capturer.screens.some((place) => place.screen === screen) &&
        !this.#feeds.some((feed) => feed.screen === screen),
    );
  }
}
