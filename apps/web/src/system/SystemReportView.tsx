import './system.css';
import type { SystemReport } from '@fjernhjelp/protocol';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { localesOf } from '../language/locales.ts';

/** All of a report, word for word the same for the user who decides and the helper who gets it. */
export function SystemReportView({ report }: { report: SystemReport }) {
  const { t, i18n } = useTranslation();
  const { system, account, processor, memory } = report;
  const time = new Intl.DateTimeFormat(localesOf(i18n.language), { dateStyle: 'short', timeStyle: 'short' });
  const gigabytes = new Intl.NumberFormat(localesOf(i18n.language), {
    style: 'unit',
    unit: 'gigabyte',
    maximumFractionDigits: 1,
  });
  const room = ({ totalBytes, freeBytes }: SystemReport['memory']) =>
    t('system.free', { free: gigabytes.format(freeBytes / 1e9), total: gigabytes.format(totalBytes / 1e9) });
  return (
    <dl className="system-report">
      <Row name={t('system.system')}>{`${system.name} (${system.version}, ${system.architecture})`}</Row>
      <Row name={t('system.computer')}>{system.computer}</Row>
      <Row name={t('system.account')}>
        {`${account.name}, ${t(account.isAdministrator ? 'system.administrator' : 'system.ordinary')}`}
      </Row>
      <Row name={t('system.uptime')}>{time.format(report.takenAtMs - report.uptimeS * 1000)}</Row>
      <Row name={t('system.processor')}>
        {[processor.model, t('system.cores', { count: processor.cores })].filter(Boolean).join(', ')}
      </Row>
      <Row name={t('system.memory')}>{room(memory)}</Row>
      {report.disks.map((disk) => (
        <Row key={disk.name} name={t('system.disk', { name: disk.name })}>
          {room(disk)}
        </Row>
      ))}
      {report.screens.map(({ name, widthPx, heightPx }, index) => (
        <Row key={name || `screen ${index + 1}`} name={t('system.screen', { name: name || index + 1 })}>
          {t('system.pixels', { width: widthPx, height: heightPx })}
        </Row>
      ))}
      {report.adapters.map(({ name, addresses }) => (
        <Row key={name} name={t('system.adapter', { name })}>
          {addresses.join(', ')}
        </Row>
      ))}
      {report.checks.map(({ what, target, tookMs }) => (
        <Row key={what} name={t(`system.${what}`)}>
          {tookMs === null ? t('system.unreachable', { target }) : t('system.took', { target, ms: tookMs })}
        </Row>
      ))}
      <Row name={t('system.takenAt')}>{time.format(report.takenAtMs)}</Row>
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
