import { type EndReason, endReasons, limits } from '@fjernhjelp/protocol';
import { readRemembered, remember } from '../../storage/remembered.ts';

/** More are forgotten, the oldest first. */
export const RECENT_SESSIONS = 20;
export const TICKET_CHARS = 40;
export const NOTE_CHARS = 2000;

/** What the helper's own browser keeps of a session: nothing that opens one, and nothing that was seen in it. */
export interface RecentSession {
  /** Milliseconds since 1970; no two began at the same. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly endReason: EndReason;
  /** What it was about, as the helper wrote it for the user. */
  readonly reason: string;
  /** The helper's own. */
  readonly ticket: string;
  readonly note: string;
}

/** @returns the newest first; what cannot be read is left out */
export function parseRecent(text: string | null): readonly RecentSession[] {
  if (text === null) return [];
  try {
    const kept: unknown = JSON.parse(text);
    return Array.isArray(kept) ? kept.filter(isRecentSession).slice(0, RECENT_SESSIONS) : [];
  } catch {
    return [];
  }
}

export const readRecent = (): readonly RecentSession[] => parseRecent(readRemembered('recent-sessions'));

/** Adds one, or puts it in the place of what was kept of it before. @returns what is kept now */
export function keepRecent(session: RecentSession): readonly RecentSession[] {
  const others = readRecent().filter(({ fromMs }) => fromMs !== session.fromMs);
  return store([session, ...others].sort((a, b) => b.fromMs - a.fromMs).slice(0, RECENT_SESSIONS));
}

/** @returns what is kept now */
export function forgetRecent(fromMs: number): readonly RecentSession[] {
  return store(readRecent().filter((session) => session.fromMs !== fromMs));
}

export const forgetAllRecent = (): readonly RecentSession[] => store([]);

function store(sessions: readonly RecentSession[]): readonly RecentSession[] {
  remember('recent-sessions', JSON.stringify(sessions));
  return sessions;
}

function isRecentSession(value: unknown): value is RecentSession {
  if (typeof value !== 'object' || value === null) return false;
  const { fromMs, toMs, endReason, reason, ticket, note } = value as Record<string, unknown>;
  return (
    isTime(fromMs) &&
    isTime(toMs) &&
    toMs >= fromMs &&
    (endReasons as readonly unknown[]).includes(endReason) &&
    isText(reason, limits.reasonChars) &&
    isText(ticket, TICKET_CHARS) &&
    isText(note, NOTE_CHARS)
  );
}

/** Dates end there (ECMAScript, "Time Values and Time Range"). */
const LAST_MS = 8.64e15;
const isTime = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= LAST_MS;
const isText = (value: unknown, most: number): boolean => typeof value === 'string' && value.length <= most;
