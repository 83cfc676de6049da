import type { OperationType, PictureStatistics, Rect, ScreenPlace } from '@fjernhjelp/protocol';

/** Page → paint worker. */
export type ToPainter =
  /** A message of the picture stream goes along, as it came. */
  | { readonly type: 'picture' }
  /** These screens are shown from here on, and no others. */
  | { readonly type: 'show'; readonly screens: readonly number[] }
  /** The whole picture of a shown screen is put once more. */
  | { readonly type: 'refresh'; readonly screen: number }
  /** A buffer of "pixels" that was given away goes along, put on the canvas: it is used again. */
  | { readonly type: 'back' };

/** Paint worker → page, in the order in which the picture messages came. */
export type FromPainter =
  /** The picture of that screen has this size from here on, and is black. */
  | { readonly type: 'size'; readonly screen: number; readonly widthPx: number; readonly heightPx: number }
  /** Pixels to put go along: RGBA, one rect after the other, each row by row. What is large comes in parts, and is put when the last is there. */
  | {
      readonly type: 'pixels';
      readonly screen: number;
      readonly rects: readonly Rect[];
      readonly isLast: boolean;
    }
  /** All that a picture message changed has been told. */
  | ({ readonly type: 'decoded'; readonly messageBytes: number } & Decoded)
  | { readonly type: 'screens'; readonly screens: readonly ScreenPlace[] }
  | { readonly type: 'statistics'; readonly statistics: PictureStatistics }
  /** Nothing more is painted. protocol-error: the host sent what cannot be decoded · internal-error: our own fault */
  | { readonly type: 'failed'; readonly reason: 'protocol-error' | 'internal-error' };

export interface Decoded {
  /** Of an update: what the host wants to hear once it is painted. */
  readonly sequence?: number;
  /** It need not hear of that at once (PROTOCOL.md UP27). */
  readonly isUnhurried?: boolean;
  /** The message's bytes by kind of operation. */
  readonly bytes?: Readonly<Partial<Record<OperationType, number>>>;
  /** What decoding and packing took. */
  readonly workMs: number;
}
