import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isLanguage, type Language } from './languages.ts';
import { isSignedBy } from './settings-signature.ts';
import { StartProblem } from './start-problem.ts';

export interface ClientSettings {
  /** The operator's server, `http(s)://host[:port]` without a path. */
  readonly server?: string;
  readonly language?: Language;
  /** The longest that a session takes, and the longest that nobody does anything in it; 0 for no bound. */
  readonly longestMinutes?: number;
  readonly idleMinutes?: number;
  /** Whether helpers may come by a direct path, which shows them this machine's addresses. */
  readonly directPath?: boolean;
  /** Whether the window sounds when helpers come and go, until its user says otherwise. */
  readonly sounds?: boolean;
  /** How long the helper's input waits after the user's own, in milliseconds, 0 … 60 000; 0: it does not wait. */
  readonly userFirstMs?: number;
}

const MAX_SETTINGS_CHARS = 64 * 1024;
/** A week. */
const MOST_MINUTES = 7 * 24 * 60;
const MAX_USER_FIRST_MS = 60_000;

/**
 * Reads `fjernhjelp.json`.
 * @param path where it should be; a missing file is no settings, unless it was asked for or must be signed
 * @param key the operator's policy: only a file with this key's signature beside it is taken
 * @throws StartProblem "settings-unreadable" | "settings-unsigned" | "settings-not-json" | "setting-unknown" | "setting-malformed"
 */
export function readSettings(path: string, mustExist: boolean, key?: KeyObject): ClientSettings {
  if (!mustExist && key === undefined && !existsSync(path)) return {};
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new StartProblem('settings-unreadable', { file: path }, { cause });
  }
  if (key !== undefined && !isSignedBy(key, bytes, `${path}.sig`))
    throw new StartProblem('settings-unsigned', { file: path });
  return parseSettings(bytes.toString('utf8'), path);
}

/** @param file named in what is thrown */
export function parseSettings(text: string, file: string): ClientSettings {
  let value: unknown;
  try {
    // Windows editors like to begin a file with a byte order mark.
    value = JSON.parse(text.slice(0, MAX_SETTINGS_CHARS).replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new StartProblem('settings-not-json', { file }, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new StartProblem('settings-not-json', { file });

  let settings: ClientSettings = {};
  for (const [setting, given] of Object.entries(value)) {
    if (setting === 'server') {
      const server = typeof given === 'string' ? parseServer(given) : undefined;
      if (server === undefined) throw new StartProblem('setting-malformed', { file, setting });
      settings = { ...settings, server };
    } else if (setting === 'language') {
      if (typeof given !== 'string' || !isLanguage(given))
        throw new StartProblem('setting-malformed', { file, setting });
      settings = { ...settings, language: given };
    } else if (setting === 'longestMinutes' || setting === 'idleMinutes') {
      if (!isWithin(given, MOST_MINUTES)) throw new StartProblem('setting-malformed', { file, setting });
      settings = { ...settings, [setting]: given };
    } else if (setting === 'directPath' || setting === 'sounds') {
      if (typeof given !== 'boolean') throw new StartProblem('setting-malformed', { file, setting });
      settings = { ...settings, [setting]: given };
    } else if (setting === 'userFirstMs') {
      if (!isWithin(given, MAX_USER_FIRST_MS)) throw new StartProblem('setting-malformed', { file, setting });
      settings = { ...settings, userFirstMs: given };
    } else throw new StartProblem('setting-unknown', { file, setting });
  }
  return settings;
}

function isWithin(value: unknown, maximum: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= maximum;
}

/** @returns the origin of an http or https address without path, name or password; undefined when it is none */
export function parseServer(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined;
  return url.pathname === '/' ? url.origin : undefined;
}
