import { Button } from '@digdir/designsystemet-react';
import type { Viewer } from '@fjernhjelp/viewer';
import { useTranslation } from 'react-i18next';

/** The user would like to record: the helper says yes or no. */
export function UserRecordingNote({ viewer }: { viewer: Viewer | undefined }) {
  const { t } = useTranslation();
  return (
    <section className="screen-note screen-question" aria-label={t('userrecording.question')}>
      <p role="alert">{t('userrecording.question')}</p>
      <span>{t('userrecording.questionText')}</span>
      <div className="answers">
        <Button data-size="sm" onClick={() => viewer?.answerUserRecording(true)}>
          {t('userrecording.agree')}
        </Button>
        <Button variant="secondary" data-size="sm" onClick={() => viewer?.answerUserRecording(false)}>
          {t('userrecording.refuse')}
        </Button>
      </div>
    </section>
  );
}
