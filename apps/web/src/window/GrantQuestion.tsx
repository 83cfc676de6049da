import { Button, Card, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { HostStatus } from '@fjernhjelp/host/status';
import type { Grant } from '@fjernhjelp/protocol';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../language/text-key.ts';
import type { PhaseProps } from './ClientWindow.tsx';
import { requestTitles, useHelperName } from './use-headline.ts';

const explanations = {
  view: 'window.requestViewText',
  point: 'window.requestPointText',
  control: 'window.requestControlText',
} as const satisfies Readonly<Record<Grant, TextKey>>;

const answers = {
  view: 'window.allowView',
  point: 'window.allowPoint',
  control: 'window.allowControl',
} as const satisfies Readonly<Record<Grant, TextKey>>;

export interface GrantQuestionProps extends PhaseProps {
  request: NonNullable<HostStatus['requestedGrant']>;
}

/** The helper asks for one thing more. */
export function GrantQuestion({ status, send, request }: GrantQuestionProps) {
  const { t } = useTranslation();
  const name = useHelperName(status);
  const { grant, reason } = request;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Card asChild data-color="warning" variant="tinted" className="question">
      <section>
        <Heading level={2} data-size="xs" ref={heading} tabIndex={-1}>
          {t(requestTitles[grant], { name })}
        </Heading>
        {reason !== '' && <Paragraph className="question-reason">«{reason}»</Paragraph>}
        <Paragraph>{t(explanations[grant])}</Paragraph>
        <div className="window-answer" data-color="accent">
          <Button onClick={() => send({ type: 'allow-grant', grant })}>{t(answers[grant])}</Button>
          <Button variant="secondary" onClick={() => send({ type: 'decline-grant', grant })}>
            {t('window.decline')}
          </Button>
        </div>
      </section>
    </Card>
  );
}
