import type { DesktopPoint, DrawnShape } from '@fjernhjelp/host';
import type { DrawnSheet } from './page-board.ts';

/** In pixels of the copy: however small the copy is, a line of the helper must be seen. */
const look = { inkPx: 3, haloPx: 6, headPx: 12, headSidePx: 7, ringPx: 11, textPx: 14, gapPx: 5 };
const FULL_TURN = 2 * Math.PI;

/**
 * Draws what helpers show on a small copy of the screen.
 * @param scale pixels of the copy for one of the screen
 */
export function paintBoard(
  context: CanvasRenderingContext2D,
  sheets: readonly DrawnSheet[],
  scale: number,
): void {
  const place = ({ xPx, yPx }: DesktopPoint) => ({ xPx: (xPx + 0.5) * scale, yPx: (yPx + 0.5) * scale });
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const { look: drawn, at, shapes } of sheets) {
    const colour = `#${drawn.colour.toString(16).padStart(6, '0')}`;
    for (const shape of shapes.values()) paintShape(context, shape, place, colour);
    if (at !== undefined) paintPointer(context, place(at), drawn.name, colour);
  }
}

function paintShape(
  context: CanvasRenderingContext2D,
  shape: DrawnShape,
  place: (point: DesktopPoint) => DesktopPoint,
  colour: string,
): void {
  if (shape.type === 'text') {
    paintLabel(context, place(shape.at), shape.text, colour);
    return;
  }
  const way = new Path2D();
  const points = shape.points.map(place);
  const [first = { xPx: 0, yPx: 0 }, second = first] = points;
  if (shape.type === 'box') way.rect(first.xPx, first.yPx, second.xPx - first.xPx, second.yPx - first.yPx);
  else {
    way.moveTo(first.xPx, first.yPx);
    // A dot is a line to where it is.
    for (const { xPx, yPx } of points.length === 1 ? points : points.slice(1)) way.lineTo(xPx, yPx);
    if (shape.type === 'arrow') addHead(way, first, second);
  }
  stroke(context, way, colour);
}

function addHead(way: Path2D, from: DesktopPoint, to: DesktopPoint): void {
  const lengthPx = Math.hypot(to.xPx - from.xPx, to.yPx - from.yPx);
  if (lengthPx === 0) return;
  const [alongX, alongY] = [(to.xPx - from.xPx) / lengthPx, (to.yPx - from.yPx) / lengthPx];
  for (const side of [-look.headSidePx, look.headSidePx]) {
    way.moveTo(to.xPx - alongX * look.headPx + alongY * side, to.yPx - alongY * look.headPx - alongX * side);
    way.lineTo(to.xPx, to.yPx);
  }
}

function paintPointer(
  context: CanvasRenderingContext2D,
  { xPx, yPx }: DesktopPoint,
  name: string,
  colour: string,
): void {
  const ring = new Path2D();
  ring.arc(xPx, yPx, look.ringPx, 0, FULL_TURN);
  stroke(context, ring, colour);
  if (name !== '') paintLabel(context, { xPx: xPx + look.ringPx + look.gapPx, yPx }, name, colour);
}

function stroke(context: CanvasRenderingContext2D, way: Path2D, colour: string): void {
  context.strokeStyle = '#fff';
  context.lineWidth = look.haloPx;
  context.stroke(way);
  context.strokeStyle = colour;
  context.lineWidth = look.inkPx;
  context.stroke(way);
}

/** White on the helper's colour, and within the picture. */
function paintLabel(
  context: CanvasRenderingContext2D,
  { xPx, yPx }: DesktopPoint,
  text: string,
  colour: string,
): void {
  context.font = `600 ${look.textPx}px sans-serif`;
  context.textBaseline = 'top';
  const widthPx = context.measureText(text).width + 2 * look.gapPx;
  const heightPx = look.textPx + 2 * look.gapPx;
  const { width, height } = context.canvas;
  const left = Math.max(0, Math.min(xPx, width - widthPx));
  const top = Math.max(0, Math.min(yPx, height - heightPx));
  context.fillStyle = colour;
  context.fillRect(left, top, widthPx, heightPx);
  context.fillStyle = '#fff';
  context.fillText(text, left + look.gapPx, top + look.gapPx);
}
