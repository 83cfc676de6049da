import { ToggleGroup } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { switchLanguage } from './language.ts';
import { isLanguage, languages } from './languages.ts';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <ToggleGroup
      aria-label={t('page.language')}
      data-size="sm"
      data-color="neutral"
      variant="secondary"
      value={i18n.language}
      onChange={(code) => {
        if (isLanguage(code)) void switchLanguage(i18n, code);
      }}
    >
      {languages.map(({ code, name }) => (
        <ToggleGroup.Item key={code} value={code} lang={code}>
          {name}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup>
  );
}
