import koffi from 'koffi';
import type { XConnection } from './connection.ts';
import type { Pointer } from './libraries.ts';

/** The core type that every event of X Input 2 comes as. */
export const GENERIC_EVENT = 35;
/** XGenericEventCookie. */
export const cookie = { extension: 32, type: 36, data: 48 } as const;
export const devices = { all: 0, allMasters: 1 } as const;
export const xi2Events = {
  hierarchyChanged: 11,
  rawKeyPress: 13,
  rawKeyRelease: 14,
  rawButtonPress: 15,
  rawButtonRelease: 16,
  rawMotion: 17,
} as const;

const MASK_BYTES = 4;
/** XIEventMask: a device, the length of the mask, its address. */
const eventMask = { sizeBytes: 16, device: 0, length: 4, mask: 8 };

/** @returns the major opcode, which the events carry; undefined when the server or this machine has no X Input 2.2 */
export function openXi2({ x, display }: XConnection): number | undefined {
  if (!x.XIQueryVersion) return undefined;
  const [opcode, rest] = [new Int32Array(1), new Int32Array(1)];
  if (!x.XQueryExtension(display, 'XInputExtension', opcode, rest, rest)) return undefined;
  // From 2.1 on raw events are told while another program has grabbed the pointer.
  const [major, minor] = [Int32Array.of(2), Int32Array.of(2)];
  return x.XIQueryVersion(display, major, minor) === 0 ? opcode[0] : undefined;
}

/** Asks for these events on the root window. @param device one number, or one of `devices` */
export function selectXi2({ x, display, root }: XConnection, device: number, types: readonly number[]): void {
  const bits = koffi.alloc('uint8_t', MASK_BYTES) as Pointer;
  const view = new Uint8Array(koffi.view(bits, MASK_BYTES)).fill(0);
  for (const type of types) view[type >> 3]! |= 1 << (type & 7);
  const mask = Buffer.alloc(eventMask.sizeBytes);
  mask.writeInt32LE(device, eventMask.device);
  mask.writeInt32LE(MASK_BYTES, eventMask.length);
  mask.writeBigUInt64LE(bits, eventMask.mask);
  x.XISelectEvents?.(display, root, mask, 1);
  koffi.free(bits);
}
