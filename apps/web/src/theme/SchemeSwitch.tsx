import { ToggleGroup } from '@digdir/designsystemet-react';
import { MonitorIcon, MoonIcon, SunIcon } from '@navikt/aksel-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../language/text-key.ts';
import { chooseScheme, readScheme, type Scheme } from './color-scheme.ts';

const schemes: readonly (readonly [Scheme, TextKey, typeof SunIcon])[] = [
  ['auto', 'scheme.auto', MonitorIcon],
  ['light', 'scheme.light', SunIcon],
  ['dark', 'scheme.dark', MoonIcon],
];

/** Dark, light, or as the system has it; remembered in this browser. */
export function SchemeSwitch() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(readScheme);
  return (
    <ToggleGroup
      aria-label={t('scheme.title')}
      data-size="sm"
      data-color="neutral"
      variant="secondary"
      value={chosen}
      onChange={(value) => {
        const next = schemes.find(([scheme]) => scheme === value)?.[0] ?? 'auto';
        setChosen(next);
        chooseScheme(next);
      }}
    >
      {schemes.map(([scheme, text, Icon]) => (
        <ToggleGroup.Item key={scheme} value={scheme} icon aria-label={t(text)} title={t(text)}>
          <Icon aria-hidden />
        </ToggleGroup.Item>
      ))}
    </ToggleGroup>
  );
}
