import type { Captured, Frame } from '@fjernhjelp/host';
import type { ScreenPlace } from '@fjernhjelp/protocol';
import { Duplication } from './duplication/duplication.ts';
import type { Grabber } from './grabber.ts';

/** The first picture comes from GDI at once: opening duplication loads a graphics driver. */
const FIRST_TRY_MS = 1000;
/** How long a screen that could not be duplicated is read with GDI before that is tried again: longer each time, up to this. */
const RARELY_MS = 300_000;

/** What of Desktop Duplication is used here. */
export type OpenDuplication = (
  place: ScreenPlace,
) => Pick<Duplication, 'isOf' | 'grab' | 'close' | 'isMasked'> | undefined;

interface Source {
  /** Undefined while it is GDI's turn. */
  readonly duplication: ReturnType<OpenDuplication>;
  /** When duplication may be tried, and after how long once more. */
  readonly tryAtMs: number;
  readonly waitMs: number;
  /** It gave the last picture. */
  isGiving: boolean;
}

/**
 * Reads each screen through Desktop Duplication where Windows gives that, and else with GDI; changes between the two by itself, in the
 * middle of a session too.
 */
export class BestGrabber implements Grabber {
  readonly #gdi: Grabber;
  readonly #open: OpenDuplication;
  readonly #now: () => number;
  readonly #sources = new Map<number, Source>();

  /** @param gdi owned from here */
  constructor(gdi: Grabber, open: OpenDuplication = Duplication.open, now = () => performance.now()) {
    this.#gdi = gdi;
    this.#open = open;
    this.#now = now;
  }

  /** Whether Windows left windows out of a picture that it gave. */
  get isMasked(): boolean {
    return [...this.#sources.values()].some(({ duplication }) => duplication?.isMasked);
  }

  /** Whether asking for this screen costs next to nothing while nothing changes. */
  isCheap(screen: number): boolean {
    return this.#sources.get(screen)?.isGiving ?? false;
  }

  grab(place: ScreenPlace, frame: Frame, isFresh: boolean, mostPx?: number): Captured | undefined {
    const source = this.#sourceOf(place);
    const captured = source.duplication?.grab(frame, isFresh, mostPx);
    source.isGiving = captured !== undefined && captured !== 'not-yet';
    if (captured !== undefined && captured !== 'not-yet') return captured;
    if (captured === undefined && source.duplication !== undefined)
      this.#replace(place, undefined, FIRST_TRY_MS);
    return this.#gdi.grab(place, frame, isFresh, mostPx);
  }

  close(): void {
    for (const { duplication } of this.#sources.values()) duplication?.close();
    this.#sources.clear();
    this.#gdi.close();
  }

  #sourceOf(place: ScreenPlace): Source {
    const before = this.#sources.get(place.screen);
    if (before === undefined) return this.#replace(place, undefined, FIRST_TRY_MS);
    const { duplication, tryAtMs, waitMs } = before;
    const isRight = duplication?.isOf(place) ?? this.#now() < tryAtMs;
    return isRight ? before : this.#replace(place, this.#open, Math.min(RARELY_MS, waitMs * 2));
  }

  /** @param open undefined: from here on with GDI */
  #replace(place: ScreenPlace, open: OpenDuplication | undefined, waitMs: number): Source {
    // The old one goes first: a program may duplicate a screen only so often.
    this.#sources.get(place.screen)?.duplication?.close();
    const duplication = open?.(place);
    const source = { duplication, tryAtMs: this.#now() + waitMs, waitMs, isGiving: false };
    this.#sources.set(place.screen, source);
    return source;
  }
}
