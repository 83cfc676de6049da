import type { Libraries } from '../libraries.ts';

/** LASTINPUTINFO. */
const lastInput = { sizeBytes: 8, size: 0, time: 4 };

/** @returns when the session last had a key press or mouse move, anybody's, as the system counts milliseconds; 0 where it does not say */
export function lastInputTick(win: Libraries): number {
  const info = Buffer.alloc(lastInput.sizeBytes);
  info.writeUInt32LE(lastInput.sizeBytes, lastInput.size);
  return win.GetLastInputInfo(info) ? info.readUInt32LE(lastInput.time) : 0;
}
