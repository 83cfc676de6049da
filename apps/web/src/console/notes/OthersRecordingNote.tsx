import { Button } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface OthersRecordingNoteProps {
  /** Of those who record. */
  names: string;
  text: string;
}

/** Other helpers record: said once, until the helper has understood; the red mark stays for as long as it lasts. */
export function OthersRecordingNote({ names, text }: OthersRecordingNoteProps) {
  const { t } = useTranslation();
  const [understood, setUnderstood] = useState('');
  if (understood === names) return null;
  return (
    <section className="screen-note screen-question" aria-label={t('recording.othersMark', { names })}>
      <p>{text}</p>
      <Button variant="secondary" data-size="sm" onClick={() => setUnderstood(names)}>
        {t('recording.understood')}
      </Button>
    </section>
  );
}
