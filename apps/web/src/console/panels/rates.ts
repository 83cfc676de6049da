import type { ViewerCounters } from '@fjernhjelp/viewer';

/** Bytes a second of one way to send pixels; "other" is what surrounds them. */
export interface KindRate {
  readonly kind: keyof ViewerCounters['bytesByKind'] | 'other';
  readonly bytesPerSecond: number;
}

/** What happened between two readings. */
export interface Rates {
  readonly updatesPerSecond: number;
  readonly bytesPerSecond: number;
  /** The largest first; those with nothing are left out. */
  readonly kinds: readonly KindRate[];
  /** Decoding and painting of one update, on average; undefined when there was none. */
  readonly workMs: number | undefined;
}

/** @param elapsedMs between the readings, more than 0 */
export function ratesBetween(before: ViewerCounters, after: ViewerCounters, elapsedMs: number): Rates {
  const perSecond = (amount: number) => (amount * 1000) / elapsedMs;
  const updates = after.updates - before.updates;
  const bytes = after.pictureBytes - before.pictureBytes;
  let explained = 0;
  const kinds: KindRate[] = [];
  for (const [kind, sum] of Object.entries(after.bytesByKind)) {
    const name = kind as keyof ViewerCounters['bytesByKind'];
    const grown = sum - (before.bytesByKind[name] ?? 0);
    explained += grown;
    if (grown > 0) kinds.push({ kind: name, bytesPerSecond: perSecond(grown) });
  }
  if (bytes > explained) kinds.push({ kind: 'other', bytesPerSecond: perSecond(bytes - explained) });
  const workMs = after.decodeMs - before.decodeMs + after.putMs - before.putMs;
  return {
    updatesPerSecond: perSecond(updates),
    bytesPerSecond: perSecond(bytes),
    kinds: kinds.sort((a, b) => b.bytesPerSecond - a.bytesPerSecond),
    workMs: updates === 0 ? undefined : workMs / updates,
  };
}
