import { Alert, Button, Heading, Paragraph, Tag } from '@digdir/designsystemet-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhaseProps } from './ClientWindow.tsx';
import { useHelperName } from './use-headline.ts';

/** A helper knew the password: does the user want them? */
export function Asking({ status, send }: PhaseProps) {
  const { t } = useTranslation();
  const name = useHelperName(status);
  const { helper } = status;
  const heading = useRef<HTMLHeadingElement>(null);
  // Not to a button: a key that was meant for something else must not answer.
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <main className="window-main">
        <Heading level={1} data-size="sm" ref={heading} tabIndex={-1}>
          {t('window.askingTitle', { name })}
        </Heading>
        <div className="who">
          <Tag data-color="warning">{t('window.stated')}</Tag>
          <dl>
            <dt>{t('window.helperName')}</dt>
            <dd>{helper?.name || t('window.notGiven')}</dd>
            <dt>{t('window.organisation')}</dt>
            <dd>{helper?.organisation || t('window.notGiven')}</dd>
            <dt>{t('window.reason')}</dt>
            <dd>{helper?.reason || t('window.notGiven')}</dd>
          </dl>
        </div>
        <Paragraph>{t('window.askingGrants')}</Paragraph>
        <Alert data-color="warning" data-size="sm">
          <Heading level={2} data-size="2xs">
            {t('window.askingWarningTitle')}
          </Heading>
          <Paragraph className="under">{t('window.askingWarningText')}</Paragraph>
        </Alert>
      </main>
      <footer className="window-foot window-answer">
        <Button data-size="lg" onClick={() => send({ type: 'allow' })}>
          {t('window.allow')}
        </Button>
        <Button data-size="lg" variant="secondary" onClick={() => send({ type: 'decline' })}>
          {t('window.decline')}
        </Button>
      </footer>
    </>
  );
}
