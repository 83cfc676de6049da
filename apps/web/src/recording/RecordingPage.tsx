import './recording-page.css';
import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { RecordingFile } from '@fjernhjelp/viewer/recording';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OpenForm } from './OpenForm.tsx';
import { PlayerView } from './PlayerView.tsx';

/** Plays recordings: chosen and opened with their code, then shown. */
export function RecordingPage() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<{ file: RecordingFile; name: string }>();
  return (
    <div className="recording-page">
      <Heading level={1} data-size="lg">
        {t('recording.playLink')}
      </Heading>
      {opened === undefined ? (
        <>
          <Paragraph data-size="lg" className="lead">
            {t('recording.lead')}
          </Paragraph>
          <OpenForm onOpen={(file, name) => setOpened({ file, name })} />
        </>
      ) : (
        <>
          {!opened.file.isWhole && <Alert data-color="warning">{t('recording.cut')}</Alert>}
          <PlayerView file={opened.file} name={opened.name} />
          <Button variant="secondary" onClick={() => setOpened(undefined)}>
            {t('recording.another')}
          </Button>
        </>
      )}
    </div>
  );
}
