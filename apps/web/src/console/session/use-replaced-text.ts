import type { Screens } from '@fjernhjelp/viewer';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreenName } from './use-screen-name.ts';

/** Long enough to be read twice. */
const SHOWN_MS = 10_000;

/** @returns a sentence for a while after the shown screen has gone away and another took its place, else "" */
export function useReplacedText(screens: Screens | undefined): string {
  const { t } = useTranslation();
  const nameOf = useScreenName();
  const [told, setTold] = useState<number>();
  const replacement = screens?.isReplacement ? screens.shown : undefined;
  useEffect(() => {
    if (replacement === undefined) return;
    const timer = setTimeout(() => setTold(replacement), SHOWN_MS);
    return () => {
      clearTimeout(timer);
      setTold(undefined);
    };
  }, [replacement]);

  const place = screens?.all.find(({ screen }) => screen === replacement);
  if (place === undefined || told === replacement) return '';
  return t('session.screenReplaced', { name: nameOf(place) });
}
