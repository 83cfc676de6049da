import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitWithin, PictureScaler } from './scaler.ts';

const side = fc.integer({ min: 1, max: 40 });
const whole = (size: { widthPx: number; heightPx: number }) => ({
  xPx: 0,
  yPx: 0,
  widthPx: size.widthPx,
  heightPx: size.heightPx,
});

function frameOf(size: { widthPx: number; heightPx: number }) {
  return { ...size, pixels: new Uint8Array(size.widthPx * size.heightPx * 4) };
}

test('UP18 a picture fits into what was asked for, keeps its shape and never grows', () => {
  expect(fitWithin({ widthPx: 1920, heightPx: 1080 }, 960, 960)).toEqual({ widthPx: 960, heightPx: 540 });
  expect(fitWithin({ widthPx: 1920, heightPx: 1080 }, 0, 0)).toEqual({ widthPx: 1920, heightPx: 1080 });
  expect(fitWithin({ widthPx: 800, heightPx: 600 }, 4000, 4000)).toEqual({ widthPx: 800, heightPx: 600 });
  expect(fitWithin({ widthPx: 7680, heightPx: 1 }, 10, 0)).toEqual({ widthPx: 10, heightPx: 1 });
});

test('halving takes the mean of four', () => {
  const scaler = new PictureScaler({ widthPx: 4, heightPx: 2 }, { widthPx: 2, heightPx: 1 });
  scaler.frame.pixels.set([0, 4, 8, 0, 2, 4, 8, 0, 255, 0, 0, 0, 255, 0, 0, 0]);
  scaler.frame.pixels.set([4, 4, 8, 0, 6, 4, 0, 0, 255, 0, 1, 0, 255, 0, 1, 0], 16);
  const into = frameOf(scaler.target);
  expect(scaler.scale([whole(scaler.frame)], into)).toEqual([whole(scaler.target)]);
  expect([...into.pixels]).toEqual([3, 4, 6, 0, 255, 0, 1, 0]);
});

test('each pixel is the mean of its area, within rounding', () => {
  fc.assert(
    fc.property(side, side, side, side, fc.nat(), (sourceWidth, sourceHeight, width, height, seed) => {
      const target = { widthPx: Math.min(width, sourceWidth), heightPx: Math.min(height, sourceHeight) };
      const scaler = new PictureScaler({ widthPx: sourceWidth, heightPx: sourceHeight }, target);
      const { pixels } = scaler.frame;
      for (let i = 0; i < pixels.length; i++) pixels[i] = Math.imul(i + seed, 0x9e3779b1) >>> 24;
      const into = frameOf(target);
      scaler.scale([whole(scaler.frame)], into);
      const [stepX, stepY] = [sourceWidth / target.widthPx, sourceHeight / target.heightPx];
      for (let y = 0; y < target.heightPx; y++) {
        for (let x = 0; x < target.widthPx; x++) {
          let [sum, weight] = [0, 0];
          for (let sy = Math.floor(y * stepY); sy < Math.min(sourceHeight, (y + 1) * stepY); sy++) {
            for (let sx = Math.floor(x * stepX); sx < Math.min(sourceWidth, (x + 1) * stepX); sx++) {
              const share =
                (Math.min(sx + 1, (x + 1) * stepX) - Math.max(sx, x * stepX)) *
                (Math.min(sy + 1, (y + 1) * stepY) - Math.max(sy, y * stepY));
              if (share <= 0) continue;
              sum += share * pixels[(sy * sourceWidth + sx) * 4 + 1]!;
              weight += share;
            }
          }
          expect(Math.abs(into.pixels[(y * target.widthPx + x) * 4 + 1]! - sum / weight)).toBeLessThan(1);
        }
      }
    }),
    { numRuns: 100 },
  );
});

test('scaling what changed gives the same as scaling everything', () => {
  fc.assert(
    fc.property(side, side, side, side, fc.array(fc.tuple(fc.nat(), fc.nat())), (sw, sh, w, h, dots) => {
      const source = { widthPx: sw, heightPx: sh };
      const target = { widthPx: Math.min(w, sw), heightPx: Math.min(h, sh) };
      const scaler = new PictureScaler(source, target);
      const into = frameOf(target);
      for (const [x, y] of dots) {
        const rect = { xPx: x % sw, yPx: y % sh, widthPx: 1, heightPx: 1 };
        scaler.frame.pixels.fill(x % 251, (rect.yPx * sw + rect.xPx) * 4, (rect.yPx * sw + rect.xPx) * 4 + 3);
        scaler.scale([rect], into);
      }
      const all = frameOf(target);
      scaler.scale([whole(source)], all);
      expect(into.pixels).toEqual(all.pixels);
    }),
    { numRuns: 100 },
  );
});
