import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { SystemReportView } from '../../system/SystemReportView.tsx';
import { Panel } from './Panel.tsx';
import type { PanelProps } from './panels.ts';

/** What kind of machine the user has, once they have sent it. */
export function SystemPanel({ status, viewer, onAsk, onDrop: _, ...frame }: PanelProps) {
  const { t } = useTranslation();
  const { systemInformation: information, grants, requestedGrant } = status;
  const isGranted = grants.includes('system-information');
  const isAsking = requestedGrant === 'system-information' || information?.state === 'asked';
  const canAsk = requestedGrant === undefined && information?.state !== 'asked';

  function ask(): void {
    if (!canAsk) return;
    if (isGranted) viewer?.askSystemInformation();
    else onAsk('system-information');
  }

  return (
    <Panel {...frame} title={t('system.title')} closeLabel={t('system.close')}>
      {information?.report !== undefined && <SystemReportView report={information.report} />}
      <Paragraph aria-live="polite">
        {information === undefined && t('system.explain')}
        {information?.state === 'asked' && t('system.waiting')}
        {information?.state === 'withheld' && t('system.withheld')}
        {information?.state === 'failed' && t('system.failed')}
      </Paragraph>
      <Button variant="secondary" aria-disabled={!canAsk} onClick={ask}>
        {isAsking
          ? t('system.asking')
          : t(information?.report === undefined ? 'system.ask' : 'system.askAgain')}
      </Button>
    </Panel>
  );
}
