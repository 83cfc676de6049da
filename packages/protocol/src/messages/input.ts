import { ByteReader, type Bytes, ByteWriter, decodeUtf8, encodeUtf8 } from '../bytes.ts';
import { ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';

/** Which buttons are down, as in DOM `MouseEvent.buttons`: 1 left, 2 right, 4 middle, 8 back, 16 forward. */
export const pointerButtons = { left: 1, right: 2, middle: 4, back: 8, forward: 16 } as const;

/** One thing that the helper did (PROTOCOL.md IN1–IN6). Positions are pixels of that screen, origin top-left. */
export type InputMessage =
  | { type: 'pointer'; screen: number; xPx: number; yPx: number; buttons: number }
  /** Wheel in 1/120 of a notch, positive is down and right, where the pointer is. */
  | { type: 'wheel'; deltaX: number; deltaY: number }
  /**
   * A key, by where it is (DOM `code`, "" when unknown) and by what it means on the helper's keyboard (DOM `key`:
   * a character, or a name such as "Enter", "Shift", "AltGraph", "Dead"). With both, the key at that place is pressed where
   * it means the same on the host's keyboard, else the one that does; with "" as `key` it is the place alone that counts, with
   * "" as `code` the meaning alone. A release is matched by `code`, or by `key` without one.
   * `locks` are CapsLock and NumLock at the helper, as far as the helper's system tells.
   */
  | { type: 'key'; down: boolean; code: string; key: string; locks?: Locks }
  /** Characters without keys: composed, dictated or pasted as typing. */
  | { type: 'text'; text: string }
  /** Lets go of everything that is held down. */
  | { type: 'release-all' };

/** The lock keys of a keyboard: whether each is on. */
export interface Locks {
  readonly capsLock: boolean;
  readonly numLock: boolean;
}

const keyFlags = { down: 1, locksKnown: 2, capsLock: 4, numLock: 8 } as const;
const ALL_KEY_FLAGS = 15;
const kinds = { pointer: 1, wheel: 2, key: 3, text: 4, releaseAll: 5 } as const;
const ALL_BUTTONS = 31;
const KEY_NAME_BYTES = 32;

/** @returns the bytes of PROTOCOL.md IN1–IN6; texts as UTF-8 */
export function encodeInput(message: InputMessage): Bytes {
  const writer = new ByteWriter(32);
  switch (message.type) {
    case 'pointer':
      writer.u8(kinds.pointer).u8(message.screen).u16(message.xPx).u16(message.yPx).u8(message.buttons);
      break;
    case 'wheel':
      writer.u8(kinds.wheel).i16(message.deltaX).i16(message.deltaY);
      break;
    case 'key': {
      const code = encodeUtf8(message.code);
      const key = encodeUtf8(message.key);
      writer
        .u8(kinds.key)
        .u8((message.down ? keyFlags.down : 0) | flagsOf(message.locks))
        .u8(code.length)
        .bytes(code)
        .bytes(key);
      break;
    }
    case 'text':
      writer.u8(kinds.text).bytes(encodeUtf8(message.text));
      break;
    case 'release-all':
      writer.u8(kinds.releaseAll);
      break;
  }
  return writer.finish();
}

/** @throws ProtocolViolation "truncated" | "trailing-bytes" | "out-of-range" | "too-long" | "malformed" | "unknown-type" */
export function decodeInput(bytes: Uint8Array): InputMessage {
  const reader = new ByteReader(bytes);
  const kind = reader.u8();
  switch (kind) {
    case kinds.pointer: {
      const message: InputMessage = {
        type: 'pointer',
        screen: bounded(reader.u8(), limits.screens - 1),
        xPx: bounded(reader.u16(), limits.screenMaxWidthPx - 1),
        yPx: bounded(reader.u16(), limits.screenMaxHeightPx - 1),
        buttons: bounded(reader.u8(), ALL_BUTTONS),
      };
      reader.end();
      return message;
    }
    case kinds.wheel: {
      const message: InputMessage = { type: 'wheel', deltaX: reader.i16(), deltaY: reader.i16() };
      reader.end();
      return message;
    }
    case kinds.key: {
      const flags = bounded(reader.u8(), ALL_KEY_FLAGS);
      const down = (flags & keyFlags.down) !== 0;
      const locks = locksOf(flags);
      const code = decodeUtf8(reader.bytes(bounded(reader.u8(), KEY_NAME_BYTES)));
      bounded(reader.remaining, KEY_NAME_BYTES);
      const key = decodeUtf8(reader.rest());
      if (code === '' && key === '') throw new ProtocolViolation('malformed');
      return { type: 'key', down, code, key, ...(locks !== undefined && { locks }) };
    }
    case kinds.text: {
      if (reader.remaining > limits.inputTextBytes) throw new ProtocolViolation('too-long');
      return { type: 'text', text: decodeUtf8(reader.rest()) };
    }
    case kinds.releaseAll:
      reader.end();
      return { type: 'release-all' };
    default:
      throw new ProtocolViolation('unknown-type');
  }
}

const newsKinds = { locks: 1 } as const;
const lockFlags = { capsLock: 1, numLock: 2 } as const;
const ALL_LOCK_FLAGS = 3;

/** Host → viewer on the input stream (PROTOCOL.md IN13): the lock keys of the user's keyboard. */
export function encodeInputNews({ capsLock, numLock }: Locks): Bytes {
  const flags = (capsLock ? lockFlags.capsLock : 0) | (numLock ? lockFlags.numLock : 0);
  return new ByteWriter(2).u8(newsKinds.locks).u8(flags).finish();
}

/** @throws ProtocolViolation "truncated" | "trailing-bytes" | "out-of-range" | "unknown-type" */
export function decodeInputNews(bytes: Uint8Array): Locks {
  const reader = new ByteReader(bytes);
  if (reader.u8() !== newsKinds.locks) throw new ProtocolViolation('unknown-type');
  const flags = bounded(reader.u8(), ALL_LOCK_FLAGS);
  reader.end();
  return { capsLock: (flags & lockFlags.capsLock) !== 0, numLock: (flags & lockFlags.numLock) !== 0 };
}

function flagsOf(locks: Locks | undefined): number {
  if (locks === undefined) return 0;
  const { capsLock, numLock } = locks;
  return keyFlags.locksKnown | (capsLock ? keyFlags.capsLock : 0) | (numLock ? keyFlags.numLock : 0);
}

/** @throws ProtocolViolation "out-of-range" for a lock that is on and not known */
function locksOf(flags: number): Locks | undefined {
  const capsLock = (flags & keyFlags.capsLock) !== 0;
  const numLock = (flags & keyFlags.numLock) !== 0;
  if ((flags & keyFlags.locksKnown) !== 0) return { capsLock, numLock };
  if (capsLock || numLock) throw new ProtocolViolation('out-of-range');
  return undefined;
}

function bounded(value: number, maximum: number): number {
  if (value > maximum) throw new ProtocolViolation('out-of-range');
  return value;
}
