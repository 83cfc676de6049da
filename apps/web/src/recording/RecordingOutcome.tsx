import './recording.css';
import { Button, Paragraph } from '@digdir/designsystemet-react';
import { formatRecordingCode } from '@fjernhjelp/protocol';
import type { RecordingStatus } from '@fjernhjelp/viewer';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../language/text-key.ts';
import { useAmounts } from '../language/use-amounts.ts';
import { saveText } from '../receipt/save-text.ts';
import { saveFile } from '../storage/save-file.ts';

const failures: Readonly<Record<NonNullable<RecordingStatus['why']>, TextKey>> = {
  full: 'recording.failedFull',
  unsupported: 'recording.failedUnsupported',
  internal: 'recording.failedInternal',
};

/** How far a recording is, its code, and the file once it is closed. */
export function RecordingOutcome({ recording }: { recording: RecordingStatus }) {
  const { t } = useTranslation();
  const { bytes } = useAmounts();
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
          <Paragraph>
            <b>{t('recording.code')}</b>
            <code translate="no">{formatRecordingCode(code)}</code>
            {t('recording.codeText')}
          </Paragraph>
          <div className="recording-actions">
            <Button
              variant="secondary"
              onClick={() => saveText(t('recording.codeFile', { name }), `${formatRecordingCode(code)}\n`)}
            >
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
