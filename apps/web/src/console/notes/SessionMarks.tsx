import type { ViewerStatus } from '@fjernhjelp/viewer';
import { useTranslation } from 'react-i18next';
import { RecordingMark } from '../../recording/RecordingMark.tsx';
import { VoiceMark } from '../../voice/VoiceMark.tsx';
import { useOthersRecording } from './use-others-recording.ts';

/** What nobody may overlook while it lasts: who records, and the open microphone. */
export function SessionMarks({ status }: { status: ViewerStatus }) {
  const { t } = useTranslation();
  const { names } = useOthersRecording(status);
  return (
    <>
      {status.recording?.state === 'running' && <RecordingMark text={t('recording.running')} />}
      {status.userRecording === 'running' && <RecordingMark text={t('userrecording.userMark')} />}
      {names !== '' && <RecordingMark text={t('recording.othersMark', { names })} isOthers />}
      {status.voice?.state === 'on' && (
        <VoiceMark
          isMuted={status.voice.isMuted}
          text={t(status.voice.isMuted ? 'voice.helperMuted' : 'voice.on')}
        />
      )}
    </>
  );
}
