import { Alert, Heading, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';

/** Against those who call unasked and say that they are from support: before anything is started, read aloud or allowed. */
export function StrangersWarning({ isSmall = false }: { isSmall?: boolean }) {
  const { t } = useTranslation();
  return (
    <Alert data-color="warning" {...(isSmall && { 'data-size': 'sm' })}>
      <Heading level={2} data-size="2xs">
        {t('start.strangersTitle')}
      </Heading>
      <Paragraph className="under">{t('start.strangersText')}</Paragraph>
    </Alert>
  );
}
