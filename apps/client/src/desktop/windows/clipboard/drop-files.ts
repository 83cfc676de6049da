import { limits } from '@fjernhjelp/protocol';

/**
 * CF_HDROP: what Explorer puts on the clipboard for files and folders. A DROPFILES header (shlobj_core.h) of 20 bytes: where the
 * list begins, a point, a flag, and whether characters are UTF-16; then the full paths, each with a zero at its end, and one
 * zero more after the last.
 */
const HEADER_BYTES = 20;
const WIDE_AT = 16;
/** Of a long path, as Windows has them. */
const PATH_CHARS = 32_767;
/** Below a drive or a share; "\\.\" and "\\?\" lead to devices. */
const FULL_PATH = /^(?:[A-Za-z]:\\|\\\\[^\\/?.][^\\/]*\\)/;

/** Of all that is read of it: more than that is no list that a transfer could take. */
export const MAX_DROP_FILES_BYTES = limits.fileListBytes;

/** @returns full paths; undefined for what is no such list, for more than one transfer takes, and for the old list in the system's code page */
export function decodeDropFiles(bytes: Uint8Array): string[] | undefined {
  if (bytes.length < HEADER_BYTES || bytes.length > MAX_DROP_FILES_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const startBytes = view.getUint32(0, true);
  if (view.getUint32(WIDE_AT, true) === 0) return undefined;
  if (startBytes < HEADER_BYTES || startBytes >= bytes.length) return undefined;
  const list = Buffer.from(bytes.buffer, bytes.byteOffset + startBytes, (bytes.length - startBytes) & ~1);
  const text = list.toString('utf16le');
  const end = text.indexOf('\0\0');
  if (end <= 0) return undefined;
  const paths = text.slice(0, end).split('\0', limits.fileEntries + 1);
  return paths.length <= limits.fileEntries && paths.every(isFullPath) ? paths : undefined;
}

function isFullPath(path: string): boolean {
  return path.length <= PATH_CHARS && FULL_PATH.test(path) && path.isWellFormed();
}
