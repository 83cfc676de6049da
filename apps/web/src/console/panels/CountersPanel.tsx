import './counters.css';
import { Heading, Paragraph, Switch } from '@digdir/designsystemet-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAmounts } from '../../language/use-amounts.ts';
import { LineMark } from '../../line/LineMark.tsx';
import { Panel } from './Panel.tsx';
import type { PanelProps } from './panels.ts';
import { readDirect, rememberDirect } from './remembered-direct.ts';
import { type Counted, useCounters } from './use-counters.ts';

/** How the picture and the line do, for whoever wants to know. */
export function CountersPanel({ viewer, sharpness, onSharpness, ...frame }: PanelProps) {
  const { line } = frame.status;
  const [isDirectAllowed, setDirectAllowed] = useState(readDirect);
  const { t } = useTranslation();
  const counted = useCounters(viewer);
  return (
    <Panel {...frame} title={t('session.counters')} closeLabel={t('session.closeCounters')}>
      {counted === undefined ? <Paragraph>{t('counters.measuring')}</Paragraph> : <Figures {...counted} />}
      {line !== undefined && <LineFigures line={line} />}
      <Switch
        label={t('line.allowHelper')}
        description={t('line.allowHelperHint')}
        checked={isDirectAllowed}
        onChange={(event) => {
          const isAllowed = event.currentTarget.checked;
          setDirectAllowed(isAllowed);
          rememberDirect(isAllowed);
          viewer?.setDirect(isAllowed);
        }}
      />
      <Switch
        label={t('counters.sharp')}
        description={t('counters.sharpHint')}
        checked={sharpness === 'always'}
        onChange={(event) => onSharpness(event.currentTarget.checked ? 'always' : 'automatic')}
      />
    </Panel>
  );
}

function LineFigures({ line }: { line: NonNullable<PanelProps['status']['line']> }) {
  const { t } = useTranslation();
  const { number } = useAmounts();
  return (
    <dl className="counters-list">
      <Figure name={t('line.path')}>
        <LineMark line={line} />
      </Figure>
      {line.roundTripMs !== undefined && (
        <Figure name={t('line.roundTrip')}>{t('line.ms', { ms: number(line.roundTripMs) })}</Figure>
      )}
    </dl>
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
            {statistics.latencyP95TenthMs === 0 ? (
              t('counters.nothing')
            ) : (
              <>
                {t('counters.typical', { ms: ms(statistics.latencyP50TenthMs) })}
                <br />
                {t('counters.slowest', { ms: ms(statistics.latencyP95TenthMs) })}
              </>
            )}
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
