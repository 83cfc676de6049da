import { limits } from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { cursorShape } from './cursor.ts';

describe('the pointer shape', () => {
  it('has straight alpha', () => {
    const shape = cursorShape(Uint32Array.from([0xff102030, 0x80402000, 0x00000000, 0x01010101]), {
      widthPx: 2,
      heightPx: 2,
      hotspotXPx: 1,
      hotspotYPx: 0,
    });
    expect(shape).toEqual({
      widthPx: 2,
      heightPx: 2,
      hotspotXPx: 1,
      hotspotYPx: 0,
      rgba: Uint8Array.from([0x10, 0x20, 0x30, 255, 128, 64, 0, 128, 0, 0, 0, 0, 255, 255, 255, 1]),
    });
  });

  it('is 0×0 when nothing of it shows', () => {
    const size = { widthPx: 4, heightPx: 4, hotspotXPx: 2, hotspotYPx: 2 };
    expect(cursorShape(new Uint32Array(16), size)).toMatchObject({
      widthPx: 0,
      heightPx: 0,
      hotspotXPx: 0,
      hotspotYPx: 0,
    });
  });

  it.each([
    [0, 0, 0],
    [150, 22, 128],
    [299, 44, 255],
  ])('is cut to the largest that is allowed, with the hotspot in it (at %i)', (hotspot, start, within) => {
    const argb = Uint32Array.from({ length: 300 * 300 }, (_, index) => 0xff000000 | (index % 300));
    const shape = cursorShape(argb, {
      widthPx: 300,
      heightPx: 300,
      hotspotXPx: hotspot,
      hotspotYPx: hotspot,
    });
    expect([shape.widthPx, shape.heightPx]).toEqual([limits.cursorMaxPx, limits.cursorMaxPx]);
    expect([shape.hotspotXPx, shape.hotspotYPx]).toEqual([within, within]);
    expect((shape.rgba[1]! << 8) | shape.rgba[2]!).toBe(start);
  });
});
