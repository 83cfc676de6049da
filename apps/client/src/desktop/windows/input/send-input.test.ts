import { describe, expect, it } from 'vitest';
import { scanCodeOf } from './keyboard/scan-codes.ts';
import { absolute } from './mouse.ts';
import { keyEvent, mouseEvent, unicodeEvent } from './send-input.ts';

describe('events for SendInput', () => {
  it('are INPUT structs of 64-bit Windows that carry our sign', () => {
    for (const event of [
      keyEvent({ scan: 0x1e, extended: false }, true, 0x41),
      unicodeEvent(0xf8, true),
      mouseEvent(1),
    ])
      expect(event.length).toBe(40);
    expect(unicodeEvent(0xf8, true).readBigUInt64LE(24)).toBe(0x466a6e68n);
    expect(mouseEvent(1).readBigUInt64LE(32)).toBe(0x466a6e68n);
  });

  it('press and release keys by scan code', () => {
    const press = keyEvent(scanCodeOf('ArrowUp')!, true, 0x26);
    expect([press.readUInt32LE(0), press.readUInt16LE(10), press.readUInt32LE(12)]).toEqual([1, 0x48, 9]);
    expect(keyEvent(scanCodeOf('KeyA')!, false, 0x41).readUInt32LE(12)).toBe(10);
  });

  it('press keys that are sequences by virtual key', () => {
    const press = keyEvent(scanCodeOf('Pause')!, true, 0);
    expect([press.readUInt16LE(8), press.readUInt32LE(12)]).toEqual([0x13, 0]);
  });

  it('hit the very pixel, whether Windows cuts or rounds, on screens of any size', () => {
    for (const lengthPx of [1, 640, 1366, 1920, 3840, 7680, 15_360])
      for (const offsetPx of new Set([0, lengthPx >> 1, lengthPx - 1])) {
        const exact = (absolute(offsetPx, lengthPx) * lengthPx) / 65_536;
        expect([Math.floor(exact), Math.round(exact)]).toEqual([offsetPx, offsetPx]);
      }
  });
});
