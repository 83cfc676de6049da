/** A place on the desktop, in its pixels. */
export interface Place {
  readonly xPx: number;
  readonly yPx: number;
}

/** How far an arrow's head reaches back from its tip, and to its sides. */
const head = { backPx: 22, sidePx: 11 };

/**
 * Lines of a width, as rows of pixels: for desktops that draw with shaped windows instead of colours that shine through.
 * @param corners of the way; one alone is a dot
 * @param radiusPx half of the line's width
 * @returns rectangles (x, y, width, height), one after the other; they may overlap
 */
export function rowsOfWay(corners: readonly Place[], radiusPx: number): number[] {
  const rows: number[] = [];
  for (let index = 0; index < Math.max(1, corners.length - 1); index++) {
    const from = corners[index];
    if (from !== undefined) addLine(rows, from, corners[index + 1] ?? from, radiusPx);
  }
  return rows;
}

/** @returns the ways that an arrow is made of */
export function waysOfArrow(from: Place, to: Place): Place[][] {
  const lengthPx = Math.hypot(to.xPx - from.xPx, to.yPx - from.yPx);
  if (lengthPx === 0) return [[from]];
  const [alongX, alongY] = [(to.xPx - from.xPx) / lengthPx, (to.yPx - from.yPx) / lengthPx];
  const backPx = Math.min(head.backPx, lengthPx);
  const sidePx = (backPx * head.sidePx) / head.backPx;
  const wing = (side: number): Place => ({
    xPx: Math.round(to.xPx - alongX * backPx + alongY * sidePx * side),
    yPx: Math.round(to.yPx - alongY * backPx - alongX * sidePx * side),
  });
  return [
    [from, to],
    [wing(1), to, wing(-1)],
  ];
}

/** @returns the way around a box, from one of its corners and back */
export function wayOfBox(from: Place, to: Place): Place[] {
  return [from, { xPx: to.xPx, yPx: from.yPx }, to, { xPx: from.xPx, yPx: to.yPx }, from];
}

/** All that is no farther than the radius from the line: a row has one stretch of it. */
function addLine(rows: number[], from: Place, to: Place, radiusPx: number): void {
  const top = Math.ceil(Math.min(from.yPx, to.yPx) - radiusPx);
  const bottom = Math.floor(Math.max(from.yPx, to.yPx) + radiusPx);
  for (let y = top; y <= bottom; y++) {
    const left = Math.min(...edges(from, to, radiusPx, y, -1));
    const right = Math.max(...edges(from, to, radiusPx, y, 1));
    const [first, last] = [Math.ceil(left), Math.floor(right)];
    if (first <= last) rows.push(first, y, last - first + 1, 1);
  }
}

/** @returns where the outlines that the line has end in this row, on one side (−1 left, 1 right) */
function edges(from: Place, to: Place, radiusPx: number, y: number, side: number): number[] {
  const found: number[] = [];
  for (const { xPx, yPx } of [from, to]) {
    const square = radiusPx ** 2 - (y - yPx) ** 2;
    if (square >= 0) found.push(xPx + side * Math.sqrt(square));
  }
  const [acrossX, acrossY] = [to.xPx - from.xPx, to.yPx - from.yPx];
  const lengthPx = Math.hypot(acrossX, acrossY);
  if (lengthPx === 0) return found;
  // The two long sides, each as far as the line goes.
  for (const sign of [-1, 1]) {
    const startX = from.xPx - (sign * radiusPx * acrossY) / lengthPx;
    const startY = from.yPx + (sign * radiusPx * acrossX) / lengthPx;
    const along = acrossY === 0 ? -1 : (y - startY) / acrossY;
    if (along >= 0 && along <= 1) found.push(startX + along * acrossX);
  }
  return found;
}
