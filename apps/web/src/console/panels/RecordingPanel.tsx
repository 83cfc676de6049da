import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useTranslation } from 'react-i18next';
import { useCodeQuestion } from '../../recording/CodeQuestion.tsx';
import { codeOfHelper } from '../../recording/open-code.ts';
import { RecordingOutcome } from '../../recording/RecordingOutcome.tsx';
import { Panel } from './Panel.tsx';
import type { PanelProps } from './panels.ts';

/** Asks the user, begins and ends a recording, and gives what opens it. */
export function RecordingPanel({ status, viewer, onAsk, ...frame }: PanelProps) {
  const { t } = useTranslation();
  const question = useCodeQuestion();
  const { grants, requestedGrant, recording, phase, paused, userRecording } = status;
  const mayRecord = grants.includes('recording') && !paused;
  const isRunning = recording?.state === 'running';
  const isBusy = recording?.state === 'closing' || phase !== 'connected';
  return (
    <Panel {...frame} title={t('recording.title')} closeLabel={t('recording.close')}>
      <Paragraph>{t('recording.text')}</Paragraph>
      {!grants.includes('recording') && (
        <Button
          variant="secondary"
          aria-disabled={requestedGrant !== undefined}
          onClick={() => requestedGrant === undefined && onAsk('recording')}
        >
          {t(requestedGrant === 'recording' ? 'recording.asked' : 'recording.ask')}
        </Button>
      )}
      {mayRecord && !isRunning && (
        <Button
          aria-disabled={isBusy}
          onClick={() => {
            if (!isBusy) question.before(codeOfHelper(recording), () => viewer?.startRecording());
          }}
        >
          {t('recording.start')}
        </Button>
      )}
      {isRunning && (
        <Button data-color="danger" onClick={() => viewer?.stopRecording()}>
          {t('recording.stop')}
        </Button>
      )}
      {recording !== undefined && <RecordingOutcome recording={recording} />}
      {(userRecording === 'agreed' || userRecording === 'running') && (
        <>
          <Paragraph>{t(`userrecording.helper.${userRecording}`)}</Paragraph>
          <Button variant="secondary" data-color="danger" onClick={() => viewer?.answerUserRecording(false)}>
            {t('userrecording.takeBack')}
          </Button>
        </>
      )}
      {question.dialog}
    </Panel>
  );
}
