import type { Bytes } from '@fjernhjelp/protocol';
import koffi from 'koffi';
import type { XConnection } from '../connection.ts';
import type { Xid } from '../libraries.ts';

export interface Property {
  readonly type: number;
  /** Bits of an item: 8, 16 or 32. */
  readonly format: number;
  /** Items of 32 bits are C longs: eight bytes each. */
  readonly bytes: Bytes;
}

const ANY_TYPE = 0;
const REPLACE = 0;

/**
 * Takes a property off a window of ours.
 * @param maxBytes a longer one stays where it is
 * @returns undefined when there is none
 */
export function takeProperty(
  { x, display }: XConnection,
  window: Xid,
  property: number,
  maxBytes: number,
): Property | 'too-large' | undefined {
  const [type, items, bytesAfter, address] = [
    new BigUint64Array(1),
    new BigUint64Array(1),
    new BigUint64Array(1),
    new BigUint64Array(1),
  ];
  const format = new Int32Array(1);
  // In units of four bytes: one more than may be, so that what is longer shows.
  const length = Math.ceil(maxBytes / 4) + 1;
  const status = x.XGetWindowProperty(
    display,
    window,
    property,
    0,
    length,
    1,
    ANY_TYPE,
    type,
    format,
    items,
    bytesAfter,
    address,
  );
  const pointer = address[0] ?? 0n;
  if (status !== 0 || pointer === 0n) return undefined;
  try {
    if (format[0] === 0) return undefined;
    const itemBytes = format[0] === 32 ? 8 : (format[0] ?? 8) / 8;
    const sizeBytes = Number(items[0]) * itemBytes;
    const wireBytes = Number(items[0]) * ((format[0] ?? 8) / 8);
    if (bytesAfter[0] !== 0n || wireBytes > maxBytes) return 'too-large';
    const bytes =
      sizeBytes === 0 ? new Uint8Array(0) : new Uint8Array(koffi.view(pointer, sizeBytes)).slice();
    return { type: Number(type[0]), format: format[0] ?? 8, bytes };
  } finally {
    x.XFree(pointer);
  }
}

/** Puts bytes into a property of somebody's window. */
export function putBytes(
  { x, display }: XConnection,
  window: Xid,
  property: number,
  type: number,
  bytes: Uint8Array,
): void {
  // Of an empty array there is no address.
  const value = bytes.length === 0 ? new Uint8Array(1) : bytes;
  x.XChangeProperty(display, window, property, type, 8, REPLACE, value, bytes.length);
}

/** Puts atoms or numbers into a property of somebody's window. */
export function putLongs(
  { x, display }: XConnection,
  window: Xid,
  property: number,
  type: number,
  values: readonly number[],
): void {
  const longs = BigInt64Array.from(values, BigInt);
  x.XChangeProperty(display, window, property, type, 32, REPLACE, longs, longs.length);
}

/** @returns the atoms of a property of the type ATOM */
export function atomsOf({ bytes, format }: Property): number[] {
  if (format !== 32) return [];
  return Array.from(new BigUint64Array(bytes.buffer, 0, Math.floor(bytes.length / 8)), Number);
}
