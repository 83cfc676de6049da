import { zstdCompressSync } from 'node:zlib';
import { PictureDecoder, PictureEncoder } from '@fjernhjelp/codec';
import { createZstdDecompressor } from '@fjernhjelp/codec/zstd-wasm';
import { ProtocolViolation, type Rect } from '@fjernhjelp/protocol';
import { expect, test } from 'vitest';
import { createPainter, type PaintTarget } from './painter.ts';

const size = { widthPx: 100, heightPx: 50 };

/** A canvas that keeps what was put on it: one number a pixel, RGBA in memory order. */
function createFakeCanvas() {
  let source = new Uint32Array();
  let pixels = new Uint32Array();
  let stridePx = 0;
  const target: PaintTarget = {
    resize({ widthPx, heightPx, rgba }) {
      source = new Uint32Array(rgba.buffer, rgba.byteOffset, widthPx * heightPx);
      pixels = new Uint32Array(widthPx * heightPx);
      stridePx = widthPx;
    },
    put({ xPx, yPx, widthPx, heightPx }: Rect) {
      for (let y = yPx; y < yPx + heightPx; y++) {
        const start = y * stridePx + xPx;
        pixels.set(source.subarray(start, start + widthPx), start);
      }
    },
  };
  return {
    target,
    pixel: (xPx: number, yPx: number) => pixels[yPx * stridePx + xPx],
    count: () => pixels.length,
  };
}

function paintBlueDot(screen: number) {
  const encoder = new PictureEncoder(screen, size, { compress: (raw) => zstdCompressSync(raw) });
  const canvas = createFakeCanvas();
  const painter = createPainter(new PictureDecoder(createZstdDecompressor()), canvas.target);
  const resized = painter.paint(encoder.encodeResize());
  // BGRX
  encoder.frame.pixels.set([255, 2, 1, 0], (20 * size.widthPx + 70) * 4);
  const update = encoder.encode([{ xPx: 70, yPx: 20, widthPx: 1, heightPx: 1 }], 10_000, 41);
  if (update === undefined) throw new Error('nothing to paint');
  return { canvas, painter, resized, painted: painter.paint(update) };
}

test('UP9 an update is answered by its sequence once its pixels are on the canvas, a resize is not answered', () => {
  const { canvas, resized, painted } = paintBlueDot(0);
  expect(resized).toBeUndefined();
  expect(painted).toBe(41);
  expect(canvas.pixel(70, 20)).toBe(0xffff0201);
});

test('a screen that is not shown is answered and not painted', () => {
  const { canvas, painted } = paintBlueDot(1);
  expect(painted).toBe(41);
  expect(canvas.count()).toBe(0);
});

test('UP1 what is no picture is a violation', () => {
  const { painter } = paintBlueDot(0);
  expect(() => painter.paint(new Uint8Array([2, 0, 1]))).toThrow(ProtocolViolation);
});
