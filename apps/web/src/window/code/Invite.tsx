import { Button, Paragraph } from '@digdir/designsystemet-react';
import { PersonPlusIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import type { PhaseProps } from '../UserWindow.tsx';
import { Codes } from './Codes.tsx';

/** One more helper: the password that is for them alone. */
export function Invite({ status, send }: Pick<PhaseProps, 'status' | 'send'>) {
  const { t } = useTranslation();
  if (!status.inviting)
    return (
      <Button variant="tertiary" className="flush" data-size="sm" onClick={() => send({ type: 'invite' })}>
        <PersonPlusIcon aria-hidden />
        {t('window.invite')}
      </Button>
    );
  return (
    <section className="invite">
      <Paragraph>{t('window.inviteText')}</Paragraph>
      <Codes status={status} />
      <Button variant="secondary" data-size="sm" onClick={() => send({ type: 'stop-inviting' })}>
        {t('window.stopInviting')}
      </Button>
    </section>
  );
}
