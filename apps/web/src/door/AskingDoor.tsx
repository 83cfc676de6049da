import { Alert, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { Busy } from '../layout/Busy.tsx';
import type { ShareStatus } from './door-status.ts';
import { problemTexts } from './problem-texts.ts';

/** What the user's yes brings about in a browser: its own question. */
export function AskingDoor({ share }: { share: ShareStatus }) {
  const { t } = useTranslation();
  if (share.state === 'choosing')
    return (
      <Paragraph aria-live="polite" className="waiting-state">
        <Busy size="xs" /> {t('door.choosing')}
      </Paragraph>
    );
  const problem = share.state === 'none' ? share.problem : undefined;
  return (
    <>
      {problem !== undefined && (
        <Alert data-color="danger" role="alert">
          {t(problemTexts[problem])}
        </Alert>
      )}
      <Paragraph>{t('door.next')}</Paragraph>
    </>
  );
}
