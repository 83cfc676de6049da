import { zstdCompressSync } from 'node:zlib';
import { type DecodedPicture, PictureDecoder, PictureEncoder } from '@fjernhjelp/codec';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { ProtocolViolation, type Rect } from '@fjernhjelp/protocol';
import { expect, test } from 'vitest';
import { createPainter, type PaintTarget } from './painter.ts';

const size = { widthPx: 100, heightPx: 50 };
const BLUE = 0xffff0201;
const BLACK = 0xff000000;

/** A canvas that keeps what was put on it: one number a pixel, RGBA in memory order. */
function createFakeCanvas() {
  let pixels = new Uint32Array();
  let stridePx = 0;
  const words = ({ rgba, widthPx, heightPx }: DecodedPicture) =>
    new Uint32Array(rgba.buffer, rgba.byteOffset, widthPx * heightPx);
  const target: PaintTarget = {
    resize(_screen, { widthPx, heightPx }) {
      pixels = new Uint32Array(widthPx * heightPx).fill(BLACK);
      stridePx = widthPx;
    },
    put(_screen, picture, rects: readonly Rect[]) {
      const source = words(picture);
      for (const { xPx, yPx, widthPx, heightPx } of rects)
        for (let y = yPx; y < yPx + heightPx; y++) {
          const start = y * stridePx + xPx;
          pixels.set(source.subarray(start, start + widthPx), start);
        }
    },
    screens() {},
    statistics() {},
  };
  return { target, pixel: (xPx: number, yPx: number) => pixels[yPx * stridePx + xPx] };
}

/** @returns a host's screen: its resize, and an update with one blue dot */
function openScreen(screen: number) {
  const encoder = new PictureEncoder(screen, size, { compress: (raw) => zstdCompressSync(raw) });
  return {
    resize: encoder.encodeResize(),
    dot(xPx: number, yPx: number, sequence: number) {
      // BGRX
      encoder.frame.pixels.set([255, 2, 1, 0], (yPx * size.widthPx + xPx) * 4);
      const update = encoder.encode([{ xPx, yPx, widthPx: 1, heightPx: 1 }], 10_000, sequence);
      if (update === undefined) throw new Error('nothing to paint');
      return update;
    },
  };
}

function openPainter() {
  const canvas = createFakeCanvas();
  const painter = createPainter(new PictureDecoder(createZstdDecompressor()), canvas.target);
  painter.show([0]);
  return { canvas, painter };
}

test('UP9 an update is to be answered by its sequence, a resize is not', () => {
  const { canvas, painter } = openPainter();
  const screen = openScreen(0);
  expect(painter.paint(screen.resize)).toBeUndefined();
  expect(painter.paint(screen.dot(70, 20, 41))?.sequence).toBe(41);
  expect(canvas.pixel(70, 20)).toBe(BLUE);
});

test('UP18 what is still under way of a screen that is not shown is answered and kept, and not painted', () => {
  const { canvas, painter } = openPainter();
  const [left, right] = [openScreen(0), openScreen(1)];
  painter.paint(left.resize);
  painter.paint(right.resize);
  expect(painter.paint(right.dot(70, 20, 41))?.sequence).toBe(41);
  expect(canvas.pixel(70, 20)).toBe(BLACK);
  painter.show([1]);
  expect(canvas.pixel(70, 20)).toBe(BLUE);
});

test('UP18 a screen that is shown before anything of it came is painted as it comes', () => {
  const { canvas, painter } = openPainter();
  const [left, right] = [openScreen(0), openScreen(1)];
  painter.paint(left.resize);
  painter.paint(left.dot(10, 10, 1));
  painter.show([1]);
  painter.paint(right.resize);
  expect(canvas.pixel(10, 10)).toBe(BLACK);
  painter.paint(right.dot(70, 20, 2));
  expect(canvas.pixel(70, 20)).toBe(BLUE);
  painter.paint(left.dot(11, 11, 3));
  expect(canvas.pixel(11, 11)).toBe(BLACK);
});

test('UP18 several screens are shown at once, each in its place, and one that stays is not put again', () => {
  const puts: [number, number][] = [];
  const painter = createPainter(new PictureDecoder(createZstdDecompressor()), {
    resize() {},
    put: (screen, _picture, rects) => puts.push([screen, rects.length === 1 ? rects[0]!.widthPx : 0]),
    screens() {},
    statistics() {},
  });
  const [left, right] = [openScreen(0), openScreen(1)];
  painter.show([0, 1]);
  painter.paint(left.resize);
  painter.paint(right.resize);
  painter.paint(left.dot(10, 10, 1));
  painter.paint(right.dot(70, 20, 2));
  expect(puts.map(([screen]) => screen)).toEqual([0, 1]);
  painter.show([1]);
  painter.paint(left.dot(11, 11, 3));
  painter.show([0, 1]);
  expect(puts.slice(2)).toEqual([[0, size.widthPx]]);
});

test('UP1 what is no picture is a violation', () => {
  const { painter } = openPainter();
  painter.paint(openScreen(0).resize);
  expect(() => painter.paint(new Uint8Array([2, 0, 1]))).toThrow(ProtocolViolation);
});
