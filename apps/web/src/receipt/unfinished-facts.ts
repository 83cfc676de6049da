import type { ReceiptUnfinished } from '@fjernhjelp/protocol';
import type { TFunction } from 'i18next';

/** @returns how far a file came and why not further, and where a part of it is left; each a few words */
export function unfinishedFacts(
  { sizeBytes, doneBytes, why, isUnconfirmed, leftAs }: ReceiptUnfinished,
  t: TFunction,
  bytes: (value: number) => string,
): readonly string[] {
  return [
    t('files.amount', { done: bytes(doneBytes), total: bytes(sizeBytes) }),
    ...(isUnconfirmed ? [t('unfinished.unconfirmed')] : []),
    ...(why === 'session-over' ? [] : [t(`unfinished.${why}`)]),
    ...(leftAs === undefined ? [] : [t('unfinished.part', { path: leftAs })]),
  ];
}
