import './counters.css';
import { Button, Heading, Paragraph, Switch } from '@digdir/designsystemet-react';
import type { Sharpness, Viewer } from '@fjernhjelp/viewer';
import { XMarkIcon } from '@navikt/aksel-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAmounts } from './use-amounts.ts';
import { type Counted, useCounters } from './use-counters.ts';

export interface CountersPanelProps {
  id: string;
  viewer: Viewer | undefined;
  sharpness: Sharpness;
  onSharpness(sharpness: Sharpness): void;
  onClose(): void;
}

/** Beside the remote screen: how the picture and the line do, for whoever wants to know. */
export function CountersPanel({ id, viewer, sharpness, onSharpness, onClose }: CountersPanelProps) {
  const { t } = useTranslation();
  const counted = useCounters(viewer);
  return (
    <aside className="counters" id={id} aria-labelledby={`${id}-title`} data-size="sm">
      <div className="counters-head">
        <Heading level={2} data-size="2xs" id={`${id}-title`}>
          {t('session.counters')}
        </Heading>
        <Button
          icon
          variant="tertiary"
          data-color="neutral"
          aria-label={t('session.closeCounters')}
          onClick={onClose}
        >
          <XMarkIcon aria-hidden />
        </Button>
      </div>
      {counted === undefined ? <Paragraph>{t('counters.measuring')}</Paragraph> : <Figures {...counted} />}
      <Switch
        label={t('counters.sharp')}
        description={t('counters.sharpHint')}
        checked={sharpness === 'always'}
        onChange={(event) => onSharpness(event.currentTarget.checked ? 'always' : 'automatic')}
      />
    </aside>
  );
}

function Figures({ rates, counters }: Counted) {
  const { t } = useTranslation();
  const { bytes, number } = useAmounts();
  const { statistics, waitingBytes } = counters;
  const perSecond = (amount: number) => t('counters.perSecond', { size: bytes(amount) });
  const ms = (tenths: number) => number(tenths / 10);
  return (
    <>
      <dl className="counters-list">
        {statistics !== undefined && (
          <Figure name={t('counters.latency')}>
            {t('counters.typical', { ms: ms(statistics.latencyP50TenthMs) })}
            <br />
            {t('counters.slowest', { ms: ms(statistics.latencyP95TenthMs) })}
          </Figure>
        )}
        <Figure name={t('counters.updates')}>
          {t('counters.updatesValue', { count: Math.round(rates.updatesPerSecond) })}
        </Figure>
        {rates.workMs !== undefined && (
          <Figure name={t('counters.work')}>{t('counters.workValue', { ms: number(rates.workMs) })}</Figure>
        )}
        <Figure name={t('counters.bytes')}>{perSecond(rates.bytesPerSecond)}</Figure>
        {statistics !== undefined && (
          <Figure name={t('counters.line')}>
            {statistics.bytesPerSecond === 0
              ? t('counters.lineUnknown')
              : perSecond(statistics.bytesPerSecond)}
          </Figure>
        )}
        <Figure name={t('counters.underWay')}>
          {bytes(Math.max(waitingBytes, statistics?.underWayBytes ?? 0))}
        </Figure>
        {statistics !== undefined && (
          <Figure name={t('counters.lost')}>{number(statistics.lineLosses)}</Figure>
        )}
      </dl>
      <Heading level={3} data-size="2xs" className="counters-kinds">
        {t('counters.kinds')}
      </Heading>
      {rates.kinds.length === 0 ? (
        <Paragraph>{t('counters.nothing')}</Paragraph>
      ) : (
        <dl className="counters-list">
          {rates.kinds.map(({ kind, bytesPerSecond }) => (
            <Figure key={kind} name={t(`counters.${kind}`)}>
              {perSecond(bytesPerSecond)}
            </Figure>
          ))}
        </dl>
      )}
    </>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
