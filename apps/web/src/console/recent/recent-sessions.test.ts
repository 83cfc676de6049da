import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  forgetAllRecent,
  forgetRecent,
  keepRecent,
  parseRecent,
  RECENT_SESSIONS,
  type RecentSession,
  readRecent,
} from './recent-sessions.ts';

const session = (fromMs: number): RecentSession => ({
  fromMs,
  toMs: fromMs + 60_000,
  endReason: 'ended-by-user',
  reason: 'Skriveren',
  ticket: '',
  note: '',
});

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('the recent sessions of this browser', () => {
  it('are the newest ones, the newest first', () => {
    for (let at = 0; at < RECENT_SESSIONS + 5; at++) keepRecent(session(at * 1000));
    const kept = readRecent();
    expect(kept).toHaveLength(RECENT_SESSIONS);
    expect(kept[0]).toEqual(session((RECENT_SESSIONS + 4) * 1000));
  });

  it('take a ticket number and a note that come later', () => {
    keepRecent(session(1000));
    keepRecent(session(2000));
    keepRecent({ ...session(1000), ticket: 'INC-7', note: 'Ny driver' });
    expect(readRecent()).toEqual([session(2000), { ...session(1000), ticket: 'INC-7', note: 'Ny driver' }]);
  });

  it('are forgotten one by one and all at once', () => {
    keepRecent(session(1000));
    keepRecent(session(2000));
    expect(forgetRecent(2000)).toEqual([session(1000)]);
    expect(forgetAllRecent()).toEqual([]);
    expect(readRecent()).toEqual([]);
  });

  it('are read from whatever lies there, and what is no session is left out', () => {
    expect(parseRecent(JSON.stringify([session(1), { ...session(2), endReason: 'bored' }, 3]))).toEqual([
      session(1),
    ]);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseRecent(text).length).toBeLessThanOrEqual(RECENT_SESSIONS);
      }),
    );
  });
});
