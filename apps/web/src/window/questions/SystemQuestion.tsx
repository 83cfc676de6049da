import { Button, Card, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { HelperStatus } from '@fjernhjelp/host/status';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Busy } from '../../layout/Busy.tsx';
import { SystemReportView } from '../../system/SystemReportView.tsx';
import type { PhaseProps } from '../UserWindow.tsx';
import { useHelperName } from '../use-headline.ts';

/** What a helper asked of this machine: all of it, before anything is sent. */
export function SystemQuestion({ helper, send }: { helper: HelperStatus; send: PhaseProps['send'] }) {
  const { t } = useTranslation();
  const name = useHelperName()(helper);
  const { person, systemInformation } = helper;
  const heading = useRef<HTMLHeadingElement>(null);
  const state = systemInformation?.state;
  useEffect(() => {
    if (state === 'shown') heading.current?.focus();
  }, [state]);
  if (systemInformation === undefined) return null;
  if (systemInformation.state === 'reading')
    return (
      <Paragraph aria-live="polite">
        <Busy size="xs" /> {t('system.reading')}
      </Paragraph>
    );
  const { report } = systemInformation;
  if (state === 'sent')
    return (
      <details className="ds-details">
        <summary>{t('system.sent', { name })}</summary>
        <div>
          <SystemReportView report={report} />
        </div>
      </details>
    );
  return (
    <Card asChild data-color="warning" variant="tinted" className="question">
      <section>
        <Heading level={2} data-size="xs" ref={heading} tabIndex={-1}>
          {t('system.shownTitle', { name })}
        </Heading>
        <Paragraph>{t('system.shownText')}</Paragraph>
        <SystemReportView report={report} />
        <div className="window-answer" data-color="accent">
          <Button onClick={() => send({ type: 'send-system-information', person })}>
            {t('system.send')}
          </Button>
          <Button variant="secondary" onClick={() => send({ type: 'withhold-system-information', person })}>
            {t('system.withhold')}
          </Button>
        </div>
      </section>
    </Card>
  );
}
