/** What a layered window shows: BGRA with the colours multiplied by alpha, rows from the top. */
export interface OverlayPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bgra: Uint8Array;
}

/** Main thread → the thread of the windows over everything else. The main thread numbers the windows. */
export type ToOverlays =
  /** There is one of one colour (0xRRGGBB), or it has another colour from now on. Nothing is there of it at first. */
  | { readonly type: 'shape'; readonly id: number; readonly colour: number }
  /** What there is of it, or what is added: rectangles (x, y, width, height) in the desktop's pixels. */
  | { readonly type: 'rows'; readonly id: number; readonly rows: Int32Array; readonly isMore: boolean }
  /** There is one with a picture, not shown at first. */
  | { readonly type: 'picture'; readonly id: number; readonly picture: OverlayPicture }
  | { readonly type: 'place'; readonly id: number; readonly xPx: number; readonly yPx: number }
  | { readonly type: 'hide'; readonly id: number }
  | { readonly type: 'drop'; readonly id: number }
  /** All of them above what has come over them. */
  | { readonly type: 'raise' };

export type FromOverlays = { readonly type: 'screens-changed' };
