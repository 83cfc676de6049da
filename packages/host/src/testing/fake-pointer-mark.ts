import type { PointerMark } from '../ports.ts';

export interface FakePointerMark extends PointerMark {
  /** Where the mark is, undefined while hidden. */
  readonly at: { readonly xPx: number; readonly yPx: number } | undefined;
}

/** A mark that only remembers where it is. */
export function createFakePointerMark(): FakePointerMark {
  let at: FakePointerMark['at'];
  const hide = () => {
    at = undefined;
  };
  return {
    get at() {
      return at;
    },
    show: (xPx, yPx) => {
      at = { xPx, yPx };
    },
    hide,
    close: hide,
  };
}
