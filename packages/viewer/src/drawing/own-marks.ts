import { type Clock, type DrawingPoint, limits } from '@fjernhjelp/protocol';

/** Something that the helper has drawn, in pixels of its screen. */
export interface OwnMark {
  readonly mark: number;
  readonly screen: number;
  readonly stays: boolean;
  readonly type: 'pen' | 'arrow' | 'box' | 'text';
  readonly points: readonly DrawingPoint[];
  readonly text?: string;
}

/** What the helper's own page shows of what they draw, before the picture does: it goes when the host's goes (DR4). */
export interface OwnMarks {
  readonly all: readonly OwnMark[];
  /** One with the same number takes its place. */
  put(mark: OwnMark): void;
  erase(mark: number): void;
  clear(): void;
}

export function createOwnMarks(clock: Clock, changed: () => void): OwnMarks {
  let all: readonly OwnMark[] = [];
  const vanishing = new Map<number, () => void>();

  function forget(mark: number): void {
    vanishing.get(mark)?.();
    vanishing.delete(mark);
    all = all.filter((each) => each.mark !== mark);
  }

  function erase(mark: number): void {
    if (!all.some((each) => each.mark === mark)) return;
    forget(mark);
    changed();
  }

  return {
    get all() {
      return all;
    },
    put(next) {
      const index = all.findIndex(({ mark }) => mark === next.mark);
      vanishing.get(next.mark)?.();
      if (index < 0) all = [...all, next];
      else all = all.with(index, next);
      if (!next.stays)
        vanishing.set(
          next.mark,
          clock.schedule(limits.drawingShownMs, () => erase(next.mark)),
        );
      const [oldest] = all;
      if (all.length > limits.drawingMarks && oldest !== undefined) forget(oldest.mark);
      changed();
    },
    erase,
    clear() {
      if (all.length === 0) return;
      for (const cancel of vanishing.values()) cancel();
      vanishing.clear();
      all = [];
      changed();
    },
  };
}
