import { overlapOf, type Rect } from '@fjernhjelp/protocol';
import { type LossyPlaces, lossyScratchBytes } from '../lossy.ts';

/** So small a rect is split anew in no time, and comes and goes at the edges of what moves. */
const LEAST_TO_KEEP_PX = 16_384;
const MOST_KEPT = 16;

interface Kept {
  readonly rect: Rect;
  readonly at: number;
  /** Undefined when the reference may be another than it was left. */
  turned: boolean | undefined;
  /** The reference may still be to be painted there. */
  isOwed: boolean;
}

/** Paints the reference where that is owed. @param isTurned whether the last call of the codec for the rect was turned @param part of the rect */
type PaintOwed = (rect: Rect, scratch: number, isTurned: boolean, part: Rect) => void;

/**
 * Memory for each rect of a moving picture, so that the codec finds there what the viewer has and where that came from. When there
 * is no room all are forgotten. The reference is painted there when somebody looks at it: while a film plays, hardly anybody does.
 */
export class LossyRoom {
  readonly #start: number;
  readonly #end: number;
  readonly #raw: number;
  readonly #paintOwed: PaintOwed;
  #kept: Kept[] = [];
  #next: number;

  /**
   * @param start where it lies, aligned to 16
   * @param sizeBytes at least `LOSSY_SCRATCH_BYTES`
   * @param raw where the coded bytes go
   */
  constructor(start: number, sizeBytes: number, raw: number, paintOwed: PaintOwed) {
    this.#start = start;
    this.#end = start + sizeBytes;
    this.#raw = raw;
    this.#paintOwed = paintOwed;
    this.#next = start;
  }

  /** The places for a rect that is encoded at once: the reference is then what that leaves, painted or owed. */
  take(rect: Rect): LossyPlaces {
    for (const kept of this.#kept) if (touches(kept.rect, rect) && !isSame(kept.rect, rect)) this.#drop(kept);
    const kept = this.#kept.find((each) => isSame(each.rect, rect)) ?? this.#add(rect);
    const wasTurned = kept.turned;
    kept.turned = wasTurned === undefined ? false : !wasTurned;
    kept.isOwed = this.#kept.includes(kept);
    return { scratch: kept.at, raw: this.#raw, wasTurned, isPaintedLater: kept.isOwed };
  }

  /** Where something may be owed. */
  get owed(): Rect[] {
    return this.#kept.filter(({ isOwed }) => isOwed).map(({ rect }) => rect);
  }

  /** Paints what is owed. @param where everywhere when undefined */
  settle(where?: Rect): void {
    for (const kept of this.#kept) {
      const part = where === undefined ? kept.rect : overlapOf(kept.rect, where);
      if (part !== undefined) this.#paint(kept, part);
    }
  }

  /** A film's edge is looked at in each picture, and only a tile of it: the rest of the film is still painted for nobody. */
  #paint(kept: Kept, part = kept.rect): void {
    if (!kept.isOwed) return;
    kept.isOwed = !isSame(kept.rect, part);
    if (kept.turned !== undefined) this.#paintOwed(kept.rect, kept.at, kept.turned, part);
  }

  #drop(kept: Kept): void {
    this.#paint(kept);
    kept.turned = undefined;
  }

  #add(rect: Rect): Kept {
    const sizeBytes = lossyScratchBytes(rect);
    const isWorthIt = rect.widthPx * rect.heightPx >= LEAST_TO_KEEP_PX;
    const isFull = this.#next + sizeBytes > this.#end || (isWorthIt && this.#kept.length === MOST_KEPT);
    if (isFull) {
      this.settle();
      this.forget();
    }
    const kept: Kept = { rect, at: this.#next, turned: undefined, isOwed: false };
    if (isWorthIt) {
      this.#kept.push(kept);
      this.#next += sizeBytes;
    }
    return kept;
  }

  /** Something else is to be painted there into the reference. */
  changes(rect: Rect): void {
    for (const kept of this.#kept) if (touches(kept.rect, rect)) this.#drop(kept);
  }

  /** The reference is another, or the picture: nothing is owed. */
  forget(): void {
    this.#kept = [];
    this.#next = this.#start;
  }
}

function isSame(a: Rect, b: Rect): boolean {
  return a.xPx === b.xPx && a.yPx === b.yPx && a.widthPx === b.widthPx && a.heightPx === b.heightPx;
}

function touches(a: Rect, b: Rect): boolean {
  return overlapOf(a, b) !== undefined;
}
