import { Button, Card, Fieldset, Heading, Paragraph, Radio } from '@digdir/designsystemet-react';
import type { HelperStatus } from '@fjernhjelp/host/status';
import type { GrantDuration } from '@fjernhjelp/protocol';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhaseProps } from '../UserWindow.tsx';
import { useHelperName } from '../use-headline.ts';

export interface GrantQuestionProps extends Pick<PhaseProps, 'send'> {
  helper: HelperStatus;
  request: NonNullable<HelperStatus['request']>;
}

/** A helper asks for one thing more. */
export function GrantQuestion({ helper, request, send }: GrantQuestionProps) {
  const { t } = useTranslation();
  const name = useHelperName()(helper);
  const { person } = helper;
  const { grant, reason, handedOverBy, isOffered } = request;
  const [duration, setDuration] = useState<GrantDuration>('session');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const durations: readonly [GrantDuration, string][] = [
    ['now', t('window.forNow')],
    ['session', t('window.forSession')],
  ];
  return (
    <Card asChild data-color="warning" variant="tinted" className="question">
      <section>
        <Heading level={2} data-size="xs" ref={heading} tabIndex={-1}>
          {isOffered ? t('voice.offerTitle', { name }) : t(`grants.${grant}.request`, { name })}
        </Heading>
        {handedOverBy !== undefined && (
          <Paragraph>{t('window.handedOver', { name: handedOverBy || t('window.someone') })}</Paragraph>
        )}
        {reason !== '' && (
          <Paragraph className="question-reason">{t('page.quoted', { text: reason })}</Paragraph>
        )}
        <Paragraph>{t(`grants.${grant}.explain`)}</Paragraph>
        {grant !== 'invite' && (
          <Fieldset data-size="sm" className="durations">
            <Fieldset.Legend>{t('window.duration')}</Fieldset.Legend>
            {durations.map(([value, label]) => (
              <Radio
                key={value}
                name="duration"
                value={value}
                label={label}
                checked={duration === value}
                onChange={() => setDuration(value)}
              />
            ))}
          </Fieldset>
        )}
        <div className="window-answer" data-color="accent">
          <Button onClick={() => send({ type: 'allow-grant', person, grant, duration })}>
            {t(`grants.${grant}.allow`)}
          </Button>
          <Button variant="secondary" onClick={() => send({ type: 'decline-grant', person, grant })}>
            {t('window.decline')}
          </Button>
        </div>
      </section>
    </Card>
  );
}
