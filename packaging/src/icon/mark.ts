import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.ts';
import { type Point, pathLines } from './path.ts';

/** The project's mark as it is drawn: one rounded ground, then strokes, of which the pointer is also filled. */
export interface Mark {
  readonly sizeUnits: number;
  readonly ground: { readonly radius: number; readonly color: readonly [number, number, number] };
  readonly strokes: readonly Stroke[];
}

export interface Stroke {
  readonly points: readonly Point[];
  readonly width: number;
  readonly isFilled: boolean;
}

/** Reads the favicon, which is the mark; only what it uses of SVG is known. */
export function readMark(): Mark {
  const svg = readFileSync(join(root, 'apps/web/public/favicon.svg'), 'utf8');
  const rect = attributes(/<rect ([^>]*)\/>/.exec(svg)?.[1] ?? '');
  const color = /^#(..)(..)(..)$/.exec(rect['fill'] ?? '')?.slice(1) ?? [];
  const [red = 0, green = 0, blue = 0] = color.map((hex) => Number.parseInt(hex, 16));
  const strokes = [...svg.matchAll(/<path ([^>]*)\/>/g)].map(([, text = '']) => {
    const path = attributes(text);
    return {
      points: pathLines(path['d'] ?? ''),
      width: Number(path['stroke-width']),
      isFilled: path['fill'] !== 'none',
    };
  });
  if (color.length !== 3 || strokes.length === 0) throw new Error('favicon.svg is drawn in another way');
  return {
    sizeUnits: Number(rect['width']),
    ground: { radius: Number(rect['rx']), color: [red, green, blue] },
    strokes,
  };
}

function attributes(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
}
