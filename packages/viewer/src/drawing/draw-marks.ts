import type { DrawingPoint } from '@fjernhjelp/protocol';
import { type Area, withinArea } from '../watch/area.ts';
import type { OwnMark } from './own-marks.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** About what the desktops draw: widths and sizes in remote pixels. */
const look = { inkPx: 4, haloPx: 7, headPx: 22, headSidePx: 11, textPx: 22, textBoxPx: 34 };

/** @returns elements in pixels of the area, which show the marks that are on its screens */
export function drawMarks(
  page: Document,
  marks: readonly OwnMark[],
  colour: number,
  area: Area,
): SVGElement[] {
  const paint = `#${colour.toString(16).padStart(6, '0')}`;
  return marks.flatMap((mark) => {
    const points = mark.points.flatMap((point) => withinArea(area, { screen: mark.screen, ...point }) ?? []);
    const [first] = points;
    if (first === undefined) return [];
    if (mark.type === 'text') return drawText(page, first, mark.text ?? '', paint);
    const d = pathOf(mark.type, points);
    return [line(page, d, '#fff', look.haloPx), line(page, d, paint, look.inkPx)];
  });
}

function pathOf(type: 'pen' | 'arrow' | 'box', points: readonly DrawingPoint[]): string {
  const [from = { xPx: 0, yPx: 0 }, to = from] = points;
  if (type === 'box') return `M${from.xPx} ${from.yPx}H${to.xPx}V${to.yPx}H${from.xPx}Z`;
  const way = points.map(({ xPx, yPx }) => `${xPx} ${yPx}`).join('L');
  if (type === 'pen') return points.length === 1 ? `M${way}h0` : `M${way}`;
  const lengthPx = Math.hypot(to.xPx - from.xPx, to.yPx - from.yPx);
  if (lengthPx === 0) return `M${way}`;
  const [alongX, alongY] = [(to.xPx - from.xPx) / lengthPx, (to.yPx - from.yPx) / lengthPx];
  const backPx = Math.min(look.headPx, lengthPx);
  const sidePx = (backPx * look.headSidePx) / look.headPx;
  const wing = (side: number) =>
    `${to.xPx - alongX * backPx + alongY * sidePx * side} ${to.yPx - alongY * backPx - alongX * sidePx * side}`;
  return `M${way}M${wing(1)}L${to.xPx} ${to.yPx}L${wing(-1)}`;
}

function line(page: Document, d: string, stroke: string, widthPx: number): SVGElement {
  const path = page.createElementNS(SVG, 'path');
  const attributes = {
    d,
    stroke,
    fill: 'none',
    'stroke-width': String(widthPx),
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  };
  for (const [name, value] of Object.entries(attributes)) path.setAttribute(name, value);
  return path;
}

function drawText(page: Document, { xPx, yPx }: DrawingPoint, text: string, fill: string): SVGElement[] {
  const written = page.createElementNS(SVG, 'text');
  const attributes = {
    x: String(xPx + look.textPx * 0.4),
    y: String(yPx + look.textBoxPx - look.textPx * 0.5),
    fill,
    stroke: '#fff',
    'stroke-width': '5',
    'paint-order': 'stroke',
    'font-size': String(look.textPx),
    'font-weight': 'bold',
    'font-family': 'sans-serif',
  };
  for (const [name, value] of Object.entries(attributes)) written.setAttribute(name, value);
  written.textContent = text;
  return [written];
}
