import { encodeUtf8 } from '@fjernhjelp/protocol';
import type { NameRules } from './ports.ts';

/** Most file systems take 255 bytes or 255 UTF-16 units; a number and ".part" must have room. */
const NAME_BYTES = 200;
const MOST_FOLDERS = 32;
/** How much of a name counts as its ending, which says what it is. */
const ENDING_BYTES = 32;

/** Cc, Cf (direction overrides, what is invisible), Cs, Co, Zl, Zp, and what is no character. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu;
const FORBIDDEN = /[/\\]/g;
const FORBIDDEN_ON_WINDOWS = /[<>:"|?*]/g;
/** https://learn.microsoft.com/windows/win32/fileio/naming-a-file; with a file's ending as without. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])(?=[ .]*(?:\.|$))/i;

/** @returns a name that means nothing but a file or folder by that name, never empty */
export function safeName(name: string, rules: NameRules): string {
  const isWindows = rules !== 'posix';
  let safe = name.toWellFormed().normalize('NFC').replace(HIDDEN, '_').replace(FORBIDDEN, '_');
  if (isWindows) {
    safe = safe.replace(FORBIDDEN_ON_WINDOWS, '_').replace(/[. ]+$/, (end) => '_'.repeat(end.length));
    if (DEVICE.test(safe)) safe = `_${safe}`;
  }
  safe = shorten(safe, NAME_BYTES);
  return /^[\s.]*$/.test(safe) ? safe.replace(/[\s.]/g, '_') || '_' : safe;
}

/** @returns the name with a number before its ending, as in "brev (1).txt" */
export function numbered(name: string, number: number): string {
  const [stem, ending] = split(name);
  return `${shorten(stem, NAME_BYTES - encodeUtf8(ending).length)} (${number})${ending}`;
}

/** @returns the name cut in its middle, before the ending, between characters */
function shorten(name: string, mostBytes: number): string {
  if (encodeUtf8(name).length <= mostBytes) return name;
  const [stem, ending] = split(name);
  let leftBytes = mostBytes - encodeUtf8(ending).length;
  let kept = '';
  for (const character of stem) {
    leftBytes -= encodeUtf8(character).length;
    if (leftBytes < 0) break;
    kept += character;
  }
  return kept + ending;
}

function split(name: string): [stem: string, ending: string] {
  const at = name.lastIndexOf('.');
  const ending = at > 0 ? name.slice(at) : '';
  return encodeUtf8(ending).length > ENDING_BYTES
    ? [name, '']
    : [name.slice(0, name.length - ending.length), ending];
}

/** Two names that some file system takes for the same one have the same key. */
const keyOf = (name: string): string => name.normalize('NFKC').toLowerCase().toUpperCase();

/** Gives each path of one transfer a place of its own, by safe names. */
export interface SafePaths {
  /** @returns the folders on the way, and a name that no other entry of the transfer has */
  file(path: string): { folder: readonly string[]; name: string };
  /** @returns all folders of the path from the outermost */
  folder(path: string): readonly string[];
}

export function createSafePaths(rules: NameRules): SafePaths {
  /** By the path as it was sent. */
  const folders = new Map<string, readonly string[]>();
  const taken = new Set<string>();
  /** By the key of a name: the numbers below are taken. A list may have one name 50,000 times. */
  const nextNumber = new Map<string, number>();

  function take(folder: readonly string[], wanted: string): string {
    const name = safeName(wanted, rules);
    const keyIn = (candidate: string) => [...folder, candidate].map(keyOf).join('/');
    const nameKey = keyIn(name);
    for (let number = nextNumber.get(nameKey) ?? 0; ; number++) {
      const candidate = number === 0 ? name : numbered(name, number);
      const key = keyIn(candidate);
      if (taken.has(key)) continue;
      taken.add(key);
      nextNumber.set(nameKey, number + 1);
      return candidate;
    }
  }

  function folderOf(names: readonly string[]): readonly string[] {
    if (names.length === 0) return [];
    // What is nested deeper than anybody can reach again lands together.
    if (names.length > MOST_FOLDERS) return folderOf(names.slice(0, MOST_FOLDERS));
    const path = names.join('/');
    const known = folders.get(path);
    if (known !== undefined) return known;
    const parent = folderOf(names.slice(0, -1));
    const own = [...parent, take(parent, names.at(-1)!)];
    folders.set(path, own);
    return own;
  }

  return {
    file(path) {
      const names = path.split('/');
      const folder = folderOf(names.slice(0, -1));
      return { folder, name: take(folder, names.at(-1)!) };
    },
    folder: (path) => folderOf(path.split('/')),
  };
}
