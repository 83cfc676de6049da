import type { TransferStatus } from '@fjernhjelp/viewer/status';
import { useTranslation } from 'react-i18next';
import { useAmounts } from '../language/use-amounts.ts';

/** How transfers are spoken of. */
export function useFileWords() {
  const { t } = useTranslation();
  const { bytes } = useAmounts();

  /** "3 files, 1 folder, 2 MB"; a single file by its name. */
  function what({ files, folders, totalBytes, list, path }: TransferStatus): string {
    const only = files + folders === 1 ? (list[0]?.path ?? path) : undefined;
    return [
      ...(only !== undefined
        ? [t('page.quoted', { text: only })]
        : [
            ...(files > 0 || folders === 0 ? [t('files.files', { count: files })] : []),
            ...(folders > 0 ? [t('files.folders', { count: folders })] : []),
          ]),
      bytes(totalBytes),
    ].join(', ');
  }

  function timeLeft(seconds: number): string {
    const whole = Math.ceil(seconds);
    return whole < 90
      ? t('files.secondsLeft', { count: whole })
      : t('files.minutesLeft', { count: Math.round(whole / 60) });
  }

  return { what, timeLeft, bytes };
}
