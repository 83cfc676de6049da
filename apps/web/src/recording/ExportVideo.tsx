import { Button, Paragraph } from '@digdir/designsystemet-react';
import { openExport, RECORDING_EXTENSION, type RecordingFile } from '@fjernhjelp/viewer/recording';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../language/text-key.ts';
import { saveFile } from '../storage/save-file.ts';

/** Makes a video that any program plays. What does that is loaded when it is wanted. */
export function ExportVideo({ file, name }: { file: RecordingFile; name: string }) {
  const { t } = useTranslation();
  const [share, setShare] = useState<number>();
  const [outcome, setOutcome] = useState<TextKey>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function start(): Promise<void> {
    const stopping = new AbortController();
    running.current = stopping;
    setOutcome(undefined);
    setShare(0);
    try {
      const { exportVideo } = await import('@fjernhjelp/viewer/export-video');
      const { writable, read } = await openExport();
      await exportVideo({ file, writable, progress: setShare, signal: stopping.signal });
      saveFile(name.replace(RECORDING_EXTENSION, '.webm'), await read());
      setOutcome('recording.exportDone');
    } catch (error) {
      if (!stopping.signal.aborted)
        setOutcome(
          error instanceof Error && error.name === 'NoEncoderError'
            ? 'recording.exportNone'
            : 'recording.exportFailed',
        );
    } finally {
      setShare(undefined);
    }
  }

  return (
    <div className="recording-export">
      {share === undefined ? (
        <Button variant="secondary" aria-describedby="recording-export-hint" onClick={start}>
          {t('recording.export')}
        </Button>
      ) : (
        <>
          <progress value={share} aria-label={t('recording.export')} />
          <span>{t('recording.exporting', { percent: Math.floor(share * 100) })}</span>
          <Button variant="secondary" onClick={() => running.current?.abort()}>
            {t('recording.exportStop')}
          </Button>
        </>
      )}
      <Paragraph id="recording-export-hint" data-size="sm">
        {t('recording.exportText')}
      </Paragraph>
      <Paragraph role="status" data-size="sm">
        {outcome && t(outcome)}
      </Paragraph>
    </div>
  );
}
