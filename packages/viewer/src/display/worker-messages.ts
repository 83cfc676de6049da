import type { Bytes } from '@fjernhjelp/protocol';

/** Page → paint worker. The canvas comes first; buffers are transferred. */
export type ToPainter =
  | { readonly type: 'canvas'; readonly canvas: OffscreenCanvas }
  /** A message of the picture stream, as it came. */
  | { readonly type: 'picture'; readonly message: Bytes };

/** Paint worker → page. */
export type FromPainter =
  /** A picture message of this size is on the canvas; with its sequence, if it has one that the host wants to hear of. */
  | { readonly type: 'painted'; readonly messageBytes: number; readonly sequence: number | undefined }
  | { readonly type: 'size'; readonly widthPx: number; readonly heightPx: number }
  /** Nothing more is painted. protocol-error: the host sent what cannot be decoded · internal-error: our own fault */
  | { readonly type: 'failed'; readonly reason: 'protocol-error' | 'internal-error' };
