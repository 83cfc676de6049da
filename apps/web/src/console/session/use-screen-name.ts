import type { ScreenPlace } from '@fjernhjelp/protocol';
import { useTranslation } from 'react-i18next';

/** @returns what names a screen to people: its number from 1, and what the host calls it */
export function useScreenName(): (place: ScreenPlace) => string {
  const { t } = useTranslation();
  return ({ screen, name }) =>
    name === ''
      ? t('session.screenNumber', { number: screen + 1 })
      : t('session.screenNamed', { number: screen + 1, name });
}
