import type { EndReason } from '@fjernhjelp/protocol';
import type { ViewerStatus } from '@fjernhjelp/viewer';
import { useEffect, useRef } from 'react';
import type { ReceiptNote } from '../../receipt/receipt-text.ts';
import { keepRecent, type RecentSession } from './recent-sessions.ts';

/**
 * Keeps the session among the recent ones once it is over, if the helper was let in.
 * @param reason what it is about, as the user was told
 * @returns takes the helper's ticket number and note
 */
export function useRecent({ phase, endReason }: ViewerStatus, reason: string): (note: ReceiptNote) => void {
  const fromMs = useRef<number>(undefined);
  const kept = useRef<RecentSession>(undefined);

  const keep = useRef((why: EndReason) => {
    if (fromMs.current === undefined || kept.current !== undefined) return;
    kept.current = {
      fromMs: fromMs.current,
      toMs: Math.max(Date.now(), fromMs.current),
      endReason: why,
      reason,
      ticket: '',
      note: '',
    };
    keepRecent(kept.current);
  });

  useEffect(() => {
    if (phase === 'connected') fromMs.current ??= Date.now();
    if (phase === 'ended' && endReason !== undefined) keep.current(endReason);
  }, [phase, endReason]);

  useEffect(() => {
    const leave = () => keep.current('ended-by-helper');
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, []);

  return (note) => {
    if (kept.current === undefined) return;
    kept.current = { ...kept.current, ...note };
    keepRecent(kept.current);
  };
}
