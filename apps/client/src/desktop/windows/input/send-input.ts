import type { Libraries } from '../libraries.ts';
import type { ScanCode } from './keyboard/scan-codes.ts';

/** INPUT with MOUSEINPUT or KEYBDINPUT. */
const input = {
  sizeBytes: 40,
  type: 0,
  mouse: { x: 8, y: 12, data: 16, flags: 20, extra: 32 },
  key: { virtualKey: 8, scan: 10, flags: 12, extra: 24 },
};
const types = { mouse: 0, keyboard: 1 } as const;
const keyFlags = { extended: 1, up: 2, unicode: 4, scan: 8 } as const;

/** Rides along with all input that is ours (`dwExtraInfo`): what lacks it is somebody else's. */
export const OWN_INPUT = 0x466a_6e68n;

/** One event for SendInput. */
export type InputEvent = Buffer;

/** @param meaning the virtual key that the layout has there: Windows finds that itself, Wine 8.0 does not */
export function keyEvent(key: ScanCode, down: boolean, meaning: number): InputEvent {
  const { scan, extended, virtualKey } = key;
  const event = keyboardEvent();
  const flags =
    (virtualKey === undefined ? keyFlags.scan : 0) |
    (extended ? keyFlags.extended : 0) |
    (down ? 0 : keyFlags.up);
  event.writeUInt16LE(virtualKey ?? meaning, input.key.virtualKey);
  event.writeUInt16LE(scan, input.key.scan);
  event.writeUInt32LE(flags, input.key.flags);
  return event;
}

/** @param unit one UTF-16 code unit: the halves of a pair go one after the other */
export function unicodeEvent(unit: number, down: boolean): InputEvent {
  const event = keyboardEvent();
  event.writeUInt16LE(unit, input.key.scan);
  event.writeUInt32LE(keyFlags.unicode | (down ? 0 : keyFlags.up), input.key.flags);
  return event;
}

/** @param flags MOUSEEVENTF_… @param data of the wheel or the X buttons */
export function mouseEvent(flags: number, { x = 0, y = 0, data = 0 } = {}): InputEvent {
  const event = Buffer.alloc(input.sizeBytes);
  event.writeUInt32LE(types.mouse, input.type);
  event.writeInt32LE(x, input.mouse.x);
  event.writeInt32LE(y, input.mouse.y);
  event.writeInt32LE(data, input.mouse.data);
  event.writeUInt32LE(flags, input.mouse.flags);
  event.writeBigUInt64LE(OWN_INPUT, input.mouse.extra);
  return event;
}

function keyboardEvent(): InputEvent {
  const event = Buffer.alloc(input.sizeBytes);
  event.writeUInt32LE(types.keyboard, input.type);
  event.writeBigUInt64LE(OWN_INPUT, input.key.extra);
  return event;
}

/**
 * Nothing else comes between the events. What a program with higher rights or a secure desktop does not take is lost; the
 * capturer's `obstacle` tells why.
 */
export function sendInput(win: Libraries, events: readonly InputEvent[]): void {
  if (events.length > 0) win.SendInput(events.length, Buffer.concat(events), input.sizeBytes);
}
