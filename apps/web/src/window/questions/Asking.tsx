import { Alert, Button, Heading, Paragraph, Tag } from '@digdir/designsystemet-react';
import type { HelperStatus } from '@fjernhjelp/host/status';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhaseProps } from '../UserWindow.tsx';
import { askingOf, useHelperName } from '../use-headline.ts';

/** A helper knew the password: does the user want them? */
export function Asking({ status, send, extra }: PhaseProps) {
  const helper = askingOf(status);
  if (helper === undefined) return null;
  return (
    <>
      <main className="window-main">
        <WhoAsks helper={helper} title="window.askingTitle" />
        {extra}
      </main>
      <footer className="window-foot window-answer">
        <Answer person={helper.person} send={send} />
      </footer>
    </>
  );
}

/** Who asks to come in, and the warning that belongs to it. */
export function WhoAsks(props: { helper: HelperStatus; title: 'window.askingTitle' | 'window.alsoAsking' }) {
  const { helper, title } = props;
  const { t } = useTranslation();
  const name = useHelperName()(helper);
  const heading = useRef<HTMLHeadingElement>(null);
  // Not to a button: a key that was meant for something else must not answer.
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <Heading level={title === 'window.askingTitle' ? 1 : 2} data-size="sm" ref={heading} tabIndex={-1}>
        {t(title, { name })}
      </Heading>
      <div className="who">
        <Tag data-color="warning">{t('window.stated')}</Tag>
        <dl>
          <dt>{t('window.helperName')}</dt>
          <dd>{helper.name || t('window.notGiven')}</dd>
          <dt>{t('window.organisation')}</dt>
          <dd>{helper.organisation || t('window.notGiven')}</dd>
          <dt>{t('window.reason')}</dt>
          <dd>{helper.reason || t('window.notGiven')}</dd>
        </dl>
      </div>
      <Paragraph>{t('window.askingGrants')}</Paragraph>
      <Alert data-color="warning" data-size="sm">
        <Heading level={2} data-size="2xs">
          {t('window.askingWarningTitle')}
        </Heading>
        <Paragraph className="under">{t('window.askingWarningText')}</Paragraph>
      </Alert>
    </>
  );
}

export function Answer({ person, send }: { person: number; send: PhaseProps['send'] }) {
  const { t } = useTranslation();
  return (
    <>
      <Button data-size="lg" onClick={() => send({ type: 'allow', person })}>
        {t('window.allow')}
      </Button>
      <Button data-size="lg" variant="secondary" onClick={() => send({ type: 'decline', person })}>
        {t('window.decline')}
      </Button>
    </>
  );
}
