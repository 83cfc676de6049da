import type { ReceiptRecording } from '@fjernhjelp/protocol';
import type { TFunction } from 'i18next';
import { formatDuration, formatTime } from './times.ts';

/** @returns who recorded, and when and for how long, as it stands in a receipt */
export function recordedBy(
  { by, name, fromMs, toMs }: ReceiptRecording,
  t: TFunction,
  language: string,
): { who: string; when: readonly [from: string, duration: string] } {
  return {
    who:
      by === 'user'
        ? t('receipt.userRecorded')
        : t('receipt.helperRecorded', { name: name || t('window.someone') }),
    when: [formatTime(fromMs, language), formatDuration(toMs - fromMs, language)],
  };
}
