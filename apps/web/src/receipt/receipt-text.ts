import type { Receipt, ReceiptUnfinished } from '@fjernhjelp/protocol';
import type { TFunction } from 'i18next';
import type { TextKey } from '../language/text-key.ts';
import { recordedBy } from './recorded-by.ts';
import { formatDuration, formatPeriod, formatTime } from './times.ts';
import { unfinishedFacts } from './unfinished-facts.ts';

/** What a helper adds to a receipt of their own. */
export interface ReceiptNote {
  readonly ticket: string;
  readonly note: string;
}

export interface ReceiptTextOptions {
  readonly receipt: Receipt;
  readonly t: TFunction;
  readonly language: string;
  /** Why it ended, in a sentence. */
  readonly ended: TextKey;
  readonly note?: ReceiptNote;
  /** Writes an amount of bytes. */
  bytes(value: number): string;
}

/** @returns how a file that did not arrive is named in a receipt */
export const unfinishedKey = ({ grant }: Pick<ReceiptUnfinished, 'grant'>) =>
  grant === 'files-to-user' ? 'receipt.unfinishedToUser' : 'receipt.unfinishedFromUser';

/** @returns the receipt as plain text, as it is saved */
export function receiptText({ receipt, t, language, ended, note, bytes }: ReceiptTextOptions): string {
  const lines = [
    t('receipt.title'),
    formatPeriod(receipt.fromMs, receipt.toMs, language),
    t(ended),
    ...(note?.ticket ? [`${t('receipt.ticket')}: ${note.ticket}`] : []),
    ...(note?.note ? [`${t('receipt.note')}: ${note.note}`] : []),
  ];
  for (const person of receipt.people) {
    lines.push(
      '',
      [person.name || t('window.someone'), person.organisation, t('window.stated')]
        .filter(Boolean)
        .join(', '),
      formatPeriod(person.fromMs, person.toMs, language),
    );
    for (const { grant, fromMs, toMs, used } of person.grants)
      lines.push(
        `- ${t(`grants.${grant}.may`)}: ${formatTime(fromMs, language)}, ${formatDuration(toMs - fromMs, language)}, ${t(used ? 'receipt.used' : 'receipt.notUsed')}`,
      );
    for (const { grant, name, sizeBytes, atMs } of person.files)
      lines.push(
        `- ${t(grant === 'files-to-user' ? 'receipt.fileToUser' : 'receipt.fileFromUser', { name })} (${bytes(sizeBytes)}), ${formatTime(atMs, language)}`,
      );
    for (const file of person.unfinished)
      lines.push(
        `- ${t(unfinishedKey(file), { name: file.name })} (${[...unfinishedFacts(file, t, bytes), formatTime(file.atMs, language)].join(', ')})`,
      );
    const rest = person.unfinishedCount - person.unfinished.length;
    if (rest > 0) lines.push(`- ${t('files.more', { count: rest })}`);
  }
  if (receipt.recordings.length > 0) {
    lines.push('', t('receipt.recordings'));
    for (const recording of receipt.recordings) {
      const { who, when } = recordedBy(recording, t, language);
      lines.push(`- ${who}: ${when.join(', ')}`);
    }
  }
  return `${lines.join('\r\n')}\r\n`;
}
