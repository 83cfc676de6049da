import type { Bytes } from '@fjernhjelp/protocol';
import koffi from 'koffi';
import type { Pointer } from '../libraries.ts';
import type { ClipboardLibraries } from './libraries.ts';

const MOVEABLE = 2;

/** @returns a copy; undefined for memory that cannot be read */
export function copyOut(
  win: ClipboardLibraries,
  memory: Pointer,
  maxBytes: number,
): Bytes | 'too-large' | undefined {
  const sizeBytes = Number(win.GlobalSize(memory));
  if (sizeBytes > maxBytes) return 'too-large';
  const address = win.GlobalLock(memory);
  if (address === null) return undefined;
  try {
    return sizeBytes === 0
      ? new Uint8Array()
      : new Uint8Array(new Uint8Array(koffi.view(address, sizeBytes)));
  } finally {
    win.GlobalUnlock(memory);
  }
}

/** @returns memory of the system with a copy, undefined when there is none left */
export function copyIn(win: ClipboardLibraries, bytes: Uint8Array): Pointer | undefined {
  const memory = win.GlobalAlloc(MOVEABLE, Math.max(1, bytes.length));
  if (memory === null) return undefined;
  const address = win.GlobalLock(memory);
  if (address === null) {
    win.GlobalFree(memory);
    return undefined;
  }
  if (bytes.length > 0) new Uint8Array(koffi.view(address, bytes.length)).set(bytes);
  win.GlobalUnlock(memory);
  return memory;
}
