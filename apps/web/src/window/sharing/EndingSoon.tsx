import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { HostStatus } from '@fjernhjelp/host/status';
import { useTranslation } from 'react-i18next';
import { useMinutesLeft } from '../../receipt/use-minutes-left.ts';
import type { PhaseProps } from '../UserWindow.tsx';

/** The session will be over soon: why, and the way to go on with it. */
export function EndingSoon(props: Pick<PhaseProps, 'send'> & { ending: NonNullable<HostStatus['ending']> }) {
  const { ending, send } = props;
  const { t } = useTranslation();
  const minutes = useMinutesLeft(ending.atMs);
  return (
    <Alert data-color="warning" role="alert">
      <Heading level={2} data-size="2xs">
        {t('window.endingTitle', { count: minutes })}
      </Heading>
      <Paragraph className="under">
        {t(ending.why === 'idle' ? 'window.endingIdle' : 'window.endingTimeOver')}
      </Paragraph>
      <Button className="under-action" data-size="sm" onClick={() => send({ type: 'stay' })}>
        {t('window.stay')}
      </Button>
    </Alert>
  );
}
