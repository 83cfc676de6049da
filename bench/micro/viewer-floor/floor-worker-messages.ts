import type { Rect } from '@fjernhjelp/protocol';

/** Page → floor worker. */
export type ToFloorWorker =
  /** The first. */
  | { readonly type: 'begin'; readonly url: string; readonly isSealed: boolean }
  /** A message of the input stream goes along. */
  | { readonly type: 'input' }
  /** A buffer of "pixels" that was given away goes along. */
  | { readonly type: 'back' };

/** Floor worker → page. */
export type FromFloorWorker =
  | { readonly type: 'size'; readonly widthPx: number; readonly heightPx: number }
  /** Pixels go along. */
  | { readonly type: 'pixels'; readonly rects: readonly Rect[] };
