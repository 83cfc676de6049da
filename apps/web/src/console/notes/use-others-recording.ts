import type { ViewerStatus } from '@fjernhjelp/viewer';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localesOf } from '../../language/locales.ts';

export interface OthersRecording {
  /** Of the other helpers who record, as one reads it in a sentence; empty while nobody does. */
  readonly names: string;
  /** What just changed, to be said aloud; empty until somebody has recorded. */
  readonly news: string;
}

/** Who of the other helpers records: what this helper does comes into it, too (PROTOCOL.md CT10). */
export function useOthersRecording({ people, you, phase }: ViewerStatus): OthersRecording {
  const { t, i18n } = useTranslation();
  const isIn = phase === 'connected' || phase === 'reconnecting';
  const others = isIn ? people.filter(({ person, records }) => records === true && person !== you) : [];
  const names = new Intl.ListFormat(localesOf(i18n.language)).format(
    others.map(({ name }) => name || t('people.someone')),
  );
  const [wasEver, setWasEver] = useState(false);
  if (names !== '' && !wasEver) setWasEver(true);
  if (names !== '') return { names, news: t('recording.othersTold', { names }) };
  return { names, news: wasEver && isIn ? t('recording.othersOver') : '' };
}
