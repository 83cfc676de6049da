import { describe, expect, it } from 'vitest';
import { pixelOf, pixelWriter } from './pixels.ts';

const bgrx = { bitsPerPixel: 32, redMask: 0xff0000, greenMask: 0xff00, blueMask: 0xff, littleEndian: true };
const frame = (widthPx: number, heightPx: number) => ({
  widthPx,
  heightPx,
  pixels: new Uint8Array(widthPx * heightPx * 4),
});

describe('writing pixels into a frame', () => {
  it('copies a part to its place, row by row, past padding', () => {
    const target = frame(4, 3);
    const source = Uint8Array.from([1, 2, 3, 0, 4, 5, 6, 0, 99, 99, 99, 99, 7, 8, 9, 0, 10, 11, 12, 0]);
    pixelWriter(bgrx)(source, 12, { xPx: 1, yPx: 1, widthPx: 2, heightPx: 2 }, target);
    const rows = [0, 1, 2].map((row) => [...target.pixels.subarray(row * 16, row * 16 + 16)]);
    expect(rows).toEqual([
      new Array(16).fill(0),
      [0, 0, 0, 0, 1, 2, 3, 0, 4, 5, 6, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 7, 8, 9, 0, 10, 11, 12, 0, 0, 0, 0, 0],
    ]);
  });

  it('copies what lies there now, whatever was copied from there before', () => {
    const target = frame(4, 3);
    const write = pixelWriter(bgrx);
    const source = Uint8Array.from({ length: 40 }, (_, i) => i);
    write(source, 12, { xPx: 0, yPx: 0, widthPx: 2, heightPx: 2 }, target);
    source.fill(50);
    write(source, 12, { xPx: 1, yPx: 0, widthPx: 2, heightPx: 3 }, target);
    write(source, 8, { xPx: 0, yPx: 1, widthPx: 1, heightPx: 2 }, target);
    const rows = [0, 1, 2].map((row) => [...target.pixels.subarray(row * 16, row * 16 + 16)]);
    expect(rows).toEqual([
      [0, 1, 2, 3, ...new Array(8).fill(50), 0, 0, 0, 0],
      [...new Array(12).fill(50), 0, 0, 0, 0],
      [...new Array(12).fill(50), 0, 0, 0, 0],
    ]);
  });

  it.each([
    ['565', { ...bgrx, bitsPerPixel: 16, redMask: 0xf800, greenMask: 0x7e0, blueMask: 0x1f }],
    ['555', { ...bgrx, bitsPerPixel: 16, redMask: 0x7c00, greenMask: 0x3e0, blueMask: 0x1f }],
    ['RGBX', { ...bgrx, redMask: 0xff, greenMask: 0xff00, blueMask: 0xff0000 }],
    ['10 bits a colour', { ...bgrx, redMask: 0x3ff00000, greenMask: 0xffc00, blueMask: 0x3ff }],
    ['red on top', { ...bgrx, redMask: 0xff000000, greenMask: 0xff0000, blueMask: 0xff00 }],
  ])('stretches each colour from none to full: %s', (_name, format) => {
    for (const colour of [0x000000, 0xffffff, 0xff0000, 0x00ff00, 0x0000ff]) {
      const source = new Uint8Array(4);
      new DataView(source.buffer).setUint32(0, pixelOf(colour, format), true);
      const target = frame(1, 1);
      pixelWriter(format)(source, 4, { xPx: 0, yPx: 0, widthPx: 1, heightPx: 1 }, target);
      const [blue, green, red] = target.pixels;
      expect((red! << 16) | (green! << 8) | blue!).toBe(colour);
    }
  });

  it.each([
    ['a palette', { ...bgrx, redMask: 0 }],
    ['24 bits', { ...bgrx, bitsPerPixel: 24 }],
    ['big-endian', { ...bgrx, littleEndian: false }],
  ])('refuses %s', (_name, format) => {
    expect(() => pixelWriter(format)).toThrow(expect.objectContaining({ code: 'unsupported-screen' }));
  });
});
