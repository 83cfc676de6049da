import { describe, expect, it } from 'vitest';
import type { Libraries } from '../../libraries.ts';
import { Keyboard } from './keyboard.ts';

/** Of VkKeyScanEx, with the virtual keys called as the scan codes. */
const SHIFT = 0x100;
const layout: Readonly<Record<string, number>> = { '1': 0x02, '!': SHIFT | 0x02 };

/** @returns a keyboard, and what it has sent: scan codes, in hexadecimal, as they went down and up */
function openKeyboard() {
  const sent: string[] = [];
  const win = {
    GetForegroundWindow: () => null,
    GetKeyboardLayout: () => null,
    GetKeyState: () => 0,
    VkKeyScanExW: (unit: number) => layout[String.fromCharCode(unit)] ?? -1,
    MapVirtualKeyExW: (code: number) => code,
    SendInput(count: number, inputs: NodeJS.ArrayBufferView, sizeBytes: number) {
      const view = new DataView(inputs.buffer, inputs.byteOffset);
      for (let start = 0; start < count * sizeBytes; start += sizeBytes) {
        const isUp = (view.getUint32(start + 12, true) & 2) !== 0;
        sent.push(`${isUp ? 'up' : 'down'} ${view.getUint16(start + 10, true).toString(16)}`);
      }
      return count;
    },
  } as Partial<Libraries> as Libraries;
  return { keyboard: new Keyboard(win), sent };
}

describe('keys for Windows', () => {
  it.each([
    ['pressed', '1', '!'],
    ['let go of', '!', '1'],
  ])('a key by its sign is let go of though Shift is %s while it repeats', (_what, first, then) => {
    const { keyboard, sent } = openKeyboard();
    const shift = { code: 'ShiftLeft', key: 'Shift' };
    if (first === '!') keyboard.down(shift);
    keyboard.down({ code: '', key: first });
    if (then === '!') keyboard.down(shift);
    else keyboard.up(shift);
    keyboard.down({ code: '', key: then });
    keyboard.down({ code: '', key: then });
    keyboard.up({ code: '', key: first });
    keyboard.up(shift);
    const ones = sent.filter((each) => each.endsWith(' 2'));
    expect(ones).toEqual(['down 2', 'down 2', 'down 2', 'up 2']);
    keyboard.up({ code: '', key: then });
    keyboard.releaseAll();
    expect(sent.filter((each) => each.endsWith(' 2'))).toEqual(ones);
  });
});
