import './recording.css';
import { Button, Paragraph } from '@digdir/designsystemet-react';
import type { RecordingStatus } from '@fjernhjelp/viewer';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../language/text-key.ts';
import { useAmounts } from '../language/use-amounts.ts';
import { saveFile } from '../storage/save-file.ts';
import { useSaveCode } from './code-keeping.ts';
import { RecordedCode } from './RecordedCode.tsx';

const failures: Readonly<Record<NonNullable<RecordingStatus['why']>, TextKey>> = {
  full: 'recording.failedFull',
  unsupported: 'recording.failedUnsupported',
  internal: 'recording.failedInternal',
};

/** How far a recording is, its code, and the file once it is closed. */
export function RecordingOutcome({ recording }: { recording: RecordingStatus }) {
  const { t } = useTranslation();
  const { bytes } = useAmounts();
  const saveCode = useSaveCode();
  const { state, why, code, name, sizeBytes } = recording;
  const told = { size: bytes(sizeBytes) };
  const hasFile = state === 'done' || (state === 'failed' && sizeBytes > 0);
  return (
    <div className="recording-outcome">
      <Paragraph aria-live={state === 'running' ? undefined : 'polite'}>
        {state === 'running' && t('recording.runningSize', told)}
        {state === 'closing' && t('recording.closing')}
        {state === 'done' && t('recording.done', told)}
        {state === 'failed' && t(failures[why ?? 'internal'])}
      </Paragraph>
      {why !== 'unsupported' && (
        <>
          <RecordedCode code={code} />
          <div className="recording-actions">
            <Button variant="secondary" onClick={() => saveCode({ code, name })}>
              {t('recording.saveCode')}
            </Button>
            {hasFile && (
              <Button
                variant="secondary"
                onClick={async () => {
                  const { readRecording } = await import('@fjernhjelp/viewer/recording');
                  saveFile(name, await readRecording(name));
                }}
              >
                {t('recording.save')}
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  );
}
