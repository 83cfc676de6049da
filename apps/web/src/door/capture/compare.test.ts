import type { Rect } from '@fjernhjelp/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { comparePictures } from './compare.ts';
import type { Plane } from './frames.ts';

/** Pictures of one plane with all colours, as they are read. */
function compareColours(
  before: Uint32Array<ArrayBuffer>,
  after: Uint32Array<ArrayBuffer>,
  widthPx: number,
  heightPx: number,
) {
  const planes = [{ offset: 0, stride: 4 * widthPx, rows: heightPx }];
  const [one, other] = [new Uint8Array(before.buffer), new Uint8Array(after.buffer)];
  return comparePictures(one, other, planes, { widthPx, heightPx });
}

it('tells nothing of equal pictures', () => {
  expect(compareColours(new Uint32Array(300 * 50), new Uint32Array(300 * 50), 300, 50)).toEqual([]);
});

it('joins rows of tiles that changed in the same columns, to the edge of a screen of any size', () => {
  const after = new Uint32Array(130 * 40).fill(7);
  expect(compareColours(new Uint32Array(130 * 40), after, 130, 40)).toEqual([
    { xPx: 0, yPx: 0, widthPx: 130, heightPx: 40 },
  ]);
  const one = new Uint32Array(130 * 40);
  one[39 * 130 + 129] = 1;
  expect(compareColours(new Uint32Array(130 * 40), one, 130, 40)).toEqual([
    { xPx: 128, yPx: 32, widthPx: 2, heightPx: 8 },
  ]);
});

/** How browsers keep pictures: of each plane, how many bytes a sample has and how many pixels it stands for, each way. */
const LAYOUTS = {
  BGRX: [{ bytes: 4, across: 1, down: 1 }],
  I420: [
    { bytes: 1, across: 1, down: 1 },
    { bytes: 1, across: 2, down: 2 },
    { bytes: 1, across: 2, down: 2 },
  ],
  NV12: [
    { bytes: 1, across: 1, down: 1 },
    { bytes: 2, across: 2, down: 2 },
  ],
  I422: [
    { bytes: 1, across: 1, down: 1 },
    { bytes: 1, across: 2, down: 1 },
    { bytes: 1, across: 2, down: 1 },
  ],
} as const;

it('holds every pixel of which a sample changed, however the browser keeps them', () => {
  const pictures = fc.record({
    layout: fc.constantFrom<keyof typeof LAYOUTS>('BGRX', 'I420', 'NV12', 'I422'),
    widthPx: fc.integer({ min: 1, max: 200 }),
    heightPx: fc.integer({ min: 1, max: 70 }),
    places: fc.array(fc.record({ x: fc.nat(), y: fc.nat(), plane: fc.nat() }), { maxLength: 6 }),
  });
  fc.assert(
    fc.property(pictures, ({ layout, widthPx, heightPx, places }) => {
      const samples = LAYOUTS[layout];
      const planes: Plane[] = [];
      let end = 0;
      for (const { bytes, across, down } of samples) {
        const plane = {
          offset: end,
          stride: bytes * Math.ceil(widthPx / across),
          rows: Math.ceil(heightPx / down),
        };
        planes.push(plane);
        end += plane.stride * plane.rows;
      }
      const before = new Uint8Array(Math.ceil(end / 4) * 4);
      const after = before.slice();
      const changed = places.map(({ x, y, plane }) => {
        const at = plane % planes.length;
        const [{ offset, stride }, { bytes, across, down }] = [planes[at]!, samples[at]!];
        const [left, top] = [x % widthPx, y % heightPx];
        after[offset + Math.floor(top / down) * stride + Math.floor(left / across) * bytes] = 9;
        return { left, top };
      });
      const rects = comparePictures(before, after, planes, { widthPx, heightPx });
      expect(changed.every((pixel) => rects.some((rect) => isIn(rect, pixel)))).toBe(true);
      expect(rects.length === 0).toBe(places.length === 0);
      for (const { xPx, yPx, widthPx: width, heightPx: height } of rects) {
        expect([width, height].every((side) => side > 0)).toBe(true);
        expect(xPx + width <= widthPx && yPx + height <= heightPx).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

function isIn({ xPx, yPx, widthPx, heightPx }: Rect, { left, top }: { left: number; top: number }): boolean {
  return left >= xPx && left < xPx + widthPx && top >= yPx && top < yPx + heightPx;
}
