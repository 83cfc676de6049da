import koffi from 'koffi';
import type { Libraries } from '../libraries.ts';

const THIS_SESSION = 0xffff_ffff;
const SESSION_INFO_EX = 25;
/** WTSINFOEXW: a level, then (8 bytes aligned) WTSINFOEX_LEVEL1_W. */
const info = { level: 0, state: 12, flags: 16, readBytes: 20 };
/** WTS_CONNECTSTATE_CLASS. */
const DISCONNECTED = 4;
/** SessionFlags; Windows 7 alone has them the other way round, and is not supported. */
const LOCKED = 0;

export type SessionState = 'active' | 'locked' | 'disconnected';

/** @returns what becomes of this session's screen; "active" too where the system does not say (Wine) */
export function readSessionState(win: Libraries): SessionState {
  const [address, sizeBytes] = [new BigUint64Array(1), new Uint32Array(1)];
  const told = win.WTSQuerySessionInformationW(null, THIS_SESSION, SESSION_INFO_EX, address, sizeBytes);
  if (!told || !address[0]) return 'active';
  try {
    if (sizeBytes[0]! < info.readBytes) return 'active';
    return sessionStateOf(Buffer.from(koffi.view(address[0], info.readBytes)));
  } finally {
    win.WTSFreeMemory(address[0]);
  }
}

/** @param bytes the beginning of WTSINFOEXW */
export function sessionStateOf(bytes: Buffer): SessionState {
  if (bytes.readUInt32LE(info.level) !== 1) return 'active';
  if (bytes.readInt32LE(info.state) === DISCONNECTED) return 'disconnected';
  return bytes.readInt32LE(info.flags) === LOCKED ? 'locked' : 'active';
}
