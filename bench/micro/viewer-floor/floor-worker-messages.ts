import type { Rect } from '@fjernhjelp/protocol';

/** Page → floor worker. */
export type ToFloorWorker =
  /** The first. Messages of the input stream come by the memory. */
  | {
      readonly type: 'begin';
      readonly url: string;
      readonly isSealed: boolean;
      readonly keys: SharedArrayBuffer;
    }
  | { readonly type: 'back'; readonly buffer: ArrayBuffer };

/** Floor worker → page. */
export type FromFloorWorker =
  | { readonly type: 'size'; readonly widthPx: number; readonly heightPx: number }
  /** Pixels go along. */
  | { readonly type: 'pixels'; readonly rects: readonly Rect[] };
