import { describe, expect, it } from 'vitest';
import { bitmapInfo } from './bitmap-info.ts';
import { sessionStateOf } from './capture/session-state.ts';
import { eventOf } from './listener/messages.ts';
import { readMonitor } from './monitors.ts';
import { readWide } from './wide-text.ts';

describe('what Windows tells', () => {
  it('of a monitor left of the primary one', () => {
    const info = Buffer.alloc(104);
    [-2560, -100, 0, 1340].forEach((value, index) => {
      info.writeInt32LE(value, 4 + index * 4);
    });
    info.write('\\\\.\\DISPLAY2\0rest', 40, 'utf16le');
    expect(readMonitor(info)).toEqual({
      name: 'DISPLAY2',
      isPrimary: false,
      xPx: -2560,
      yPx: -100,
      widthPx: 2560,
      heightPx: 1440,
    });
    info.writeUInt32LE(1, 36);
    expect(readMonitor(info).isPrimary).toBe(true);
  });

  it.each([
    ['active and unlocked', { level: 1, state: 0, flags: 1 }, 'active'],
    ['locked', { level: 1, state: 0, flags: 0 }, 'locked'],
    ['of unknown lock', { level: 1, state: 0, flags: -1 }, 'active'],
    ['disconnected', { level: 1, state: 4, flags: 1 }, 'disconnected'],
    ['of a level that we do not know', { level: 2, state: 4, flags: 0 }, 'active'],
  ] as const)('of a session that is %s', (_, { level, state, flags }, expected) => {
    const bytes = Buffer.alloc(20);
    bytes.writeUInt32LE(level, 0);
    bytes.writeInt32LE(state, 12);
    bytes.writeInt32LE(flags, 16);
    expect(sessionStateOf(bytes)).toBe(expected);
  });

  it.each([
    ['log-off', 0x16, 1, 'ending'],
    ['log-off that somebody stopped', 0x16, 0, undefined],
    ['a polite request to end', 0x10, 0, 'close-asked'],
    ['another resolution', 0x7e, 32, 'screens-changed'],
    ['sleep', 0x218, 4, 'suspended'],
    ['waking up', 0x218, 18, 'resumed'],
    ['the power cord', 0x218, 10, undefined],
    ['a closed remote desktop', 0x2b1, 4, 'disconnected'],
    ['a remote desktop that is back', 0x2b1, 3, 'reconnected'],
    ['a lock', 0x2b1, 7, 'locked'],
    ['an unlock', 0x2b1, 8, 'unlocked'],
    ['anything else', 0x200, 4, undefined],
  ] as const)('of %s', (_, message, word, expected) => {
    expect(eventOf(message, word)).toBe(expected);
  });

  it('as text, with and without its end', () => {
    expect(readWide(Buffer.from('Default\0x', 'utf16le'))).toBe('Default');
    expect(readWide(Buffer.from('øl', 'utf16le'))).toBe('øl');
    expect(readWide(Buffer.alloc(3))).toBe('');
  });

  it('is asked for bitmaps with the first row on top', () => {
    const info = bitmapInfo(1920, 1080);
    expect([info.length, info.readInt32LE(4), info.readInt32LE(8), info.readUInt16LE(14)]).toEqual([
      40, 1920, -1080, 32,
    ]);
  });
});
