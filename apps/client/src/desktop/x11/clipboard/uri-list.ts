import { fileURLToPath } from 'node:url';
import { limits } from '@fjernhjelp/protocol';

/** Of all that is read of it: more than that is no list that a transfer could take. */
export const MAX_URI_LIST_BYTES = limits.fileListBytes;

/**
 * text/uri-list (RFC 2483, section 5): what file managers put on the clipboard.
 * @returns full paths; none when anything in it is no file of this machine, or there are more than one transfer takes
 */
export function decodeUriList(bytes: Uint8Array): readonly string[] {
  const lines = Buffer.from(bytes)
    .toString()
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.length > limits.fileEntries) return [];
  const paths = lines.map(pathOf);
  return paths.every((path) => path !== undefined) ? paths : [];
}

function pathOf(line: string): string | undefined {
  try {
    const path = fileURLToPath(line);
    return path.includes('\0') ? undefined : path;
  } catch {
    // Another scheme, another machine, or no address at all.
    return undefined;
  }
}
