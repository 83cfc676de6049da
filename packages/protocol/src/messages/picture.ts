/** A rectangle in screen pixels, origin top-left; never empty, never outside its screen. */
export interface Rect {
  xPx: number;
  yPx: number;
  widthPx: number;
  heightPx: number;
}
