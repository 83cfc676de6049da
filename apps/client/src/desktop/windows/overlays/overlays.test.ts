import { describe, expect, it } from 'vitest';
import { regionData } from './region-data.ts';
import { RING_CENTRE_PX, ringPicture } from './ring-picture.ts';

describe('what is shown over everything else', () => {
  it('is a region of rectangles with their bounds, also left of and above the first screen', () => {
    const data = regionData(Int32Array.of(-10, -20, 5, 1, 3, 4, 6, 1));
    const numbers = Array.from({ length: data.length / 4 }, (_, index) => data.readInt32LE(index * 4));
    expect(numbers).toEqual([32, 1, 2, 32, -10, -20, 9, 5, -10, -20, -5, -19, 3, 4, 9, 5]);
    expect(regionData(new Int32Array()).readUInt32LE(8)).toBe(0);
  });

  it('is a ring in the helper’s colour with a light edge, clear in its middle', () => {
    const { widthPx, bgra } = ringPicture(0xd4006a);
    const at = (x: number, y: number) => [...bgra.subarray((y * widthPx + x) * 4, (y * widthPx + x) * 4 + 4)];
    expect(at(RING_CENTRE_PX, RING_CENTRE_PX)).toEqual([0, 0, 0, 0]);
    expect(at(RING_CENTRE_PX - 9, RING_CENTRE_PX)).toEqual([0x6a, 0, 0xd4, 255]);
    expect(at(RING_CENTRE_PX - 12, RING_CENTRE_PX)).toEqual([255, 255, 255, 255]);
    expect(at(0, 0)).toEqual([0, 0, 0, 0]);
  });
});
