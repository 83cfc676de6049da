import { Select } from '@digdir/designsystemet-react';
import type { Screens } from '@fjernhjelp/viewer';
import { useTranslation } from 'react-i18next';
import { useScreenName } from './use-screen-name.ts';

export interface ScreenPickerProps {
  screens: Screens;
  onScreen(screen: number): void;
}

/** Chooses which of the user's screens is shown. */
export function ScreenPicker({ screens, onScreen }: ScreenPickerProps) {
  const { t } = useTranslation();
  const nameOf = useScreenName();
  return (
    <Select
      className="screen-picker"
      width="auto"
      aria-label={t('session.screens')}
      value={screens.shown}
      onChange={(event) => onScreen(Number(event.currentTarget.value))}
    >
      {screens.all.map((place) => (
        <Select.Option key={place.screen} value={place.screen}>
          {nameOf(place)}
        </Select.Option>
      ))}
    </Select>
  );
}
