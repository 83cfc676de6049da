import { Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react';
import { missingFeature } from '@fjernhjelp/viewer/missing-feature';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../layout/PageFrame.tsx';
import { useTitle } from '../../layout/use-title.ts';
import { RecentSessions } from '../recent/RecentSessions.tsx';
import { ConnectForm, type ConnectFormProps } from './ConnectForm.tsx';
import { MissingFeature } from './MissingFeature.tsx';

export interface ConnectPageProps extends ConnectFormProps {
  /** In sessions that run behind the form. */
  unread: number;
  onHelp(): void;
}

/** Where a session begins, and where the last ones are looked up. */
export function ConnectPage({ unread, onHelp, ...form }: ConnectPageProps) {
  const { t } = useTranslation();
  const [missing] = useState(() => missingFeature());
  useTitle(t('console.title'), unread);
  return (
    <PageFrame
      name={t('console.name')}
      footer={
        <>
          <span>
            <Link href="#opptak">{t('recording.playLink')}</Link> · {t('console.forUsers')}{' '}
            <Link href="/">{t('console.forUsersLink')}</Link>
          </span>
          <Button variant="tertiary" data-size="sm" data-color="neutral" onClick={onHelp}>
            {t('shortcuts.title')}
          </Button>
        </>
      }
    >
      <div className="connect">
        <Heading level={1} data-size="lg">
          {t('console.title')}
        </Heading>
        <Paragraph data-size="lg" className="lead">
          {t('console.lead')}
        </Paragraph>
        {missing === undefined ? <ConnectForm {...form} /> : <MissingFeature feature={missing} />}
        <RecentSessions />
      </div>
    </PageFrame>
  );
}
