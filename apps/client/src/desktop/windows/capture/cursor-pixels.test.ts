import { describe, expect, it } from 'vitest';
import { cursorOf } from './cursor-pixels.ts';

const size = { widthPx: 2, heightPx: 2, hotspotXPx: 1, hotspotYPx: 0 };
const white = [255, 255, 255, 0];
const black = [0, 0, 0, 0];
const bytes = (...pixels: readonly (readonly number[])[]) => Uint8Array.from(pixels.flat());

describe('a pointer’s pixels', () => {
  it('keep the alpha that they have', () => {
    const colour = bytes([1, 2, 3, 255], [4, 5, 6, 128], [7, 8, 9, 0], [10, 11, 12, 1]);
    const { rgba, ...rest } = cursorOf({ ...size, colour, mask: bytes(black, black, black, black) });
    expect(rest).toEqual(size);
    expect(rgba).toEqual(bytes([3, 2, 1, 255], [6, 5, 4, 128], [9, 8, 7, 0], [12, 11, 10, 1]));
  });

  it('without alpha show where the mask is black', () => {
    const colour = bytes([1, 2, 3, 0], black, [4, 5, 6, 0], black);
    const { rgba } = cursorOf({ ...size, colour, mask: bytes(black, white, black, black) });
    expect(rgba).toEqual(bytes([3, 2, 1, 255], [0, 0, 0, 0], [6, 5, 4, 255], [0, 0, 0, 255]));
  });

  it('of two colours are black, white, nothing, and where they invert the screen black with a white edge', () => {
    const across = { widthPx: 5, heightPx: 1, hotspotXPx: 0, hotspotYPx: 0 };
    const and = [black, black, white, white, white];
    const xor = [black, white, black, white, black];
    const { rgba } = cursorOf({ ...across, colour: undefined, mask: bytes(...and, ...xor) });
    expect(rgba).toEqual(
      bytes([0, 0, 0, 255], [255, 255, 255, 255], [255, 255, 255, 255], [0, 0, 0, 255], [255, 255, 255, 255]),
    );
  });
});
