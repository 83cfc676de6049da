import { Button, Paragraph } from '@digdir/designsystemet-react';
import {
  openExport,
  RECORDING_EXTENSION,
  type RecordingFile,
  type VideoFormat,
} from '@fjernhjelp/viewer/recording';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../language/text-key.ts';
import { saveFile } from '../storage/save-file.ts';

/** Makes a video that other programs play, of the kinds that this browser can make. */
export function ExportVideo({ file, name }: { file: RecordingFile; name: string }) {
  const { t } = useTranslation();
  const [share, setShare] = useState<number>();
  const [outcome, setOutcome] = useState<TextKey>();
  const [formats, setFormats] = useState<readonly VideoFormat[]>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  useEffect(() => {
    void import('@fjernhjelp/viewer/export-video').then(async ({ videoFormats }) =>
      setFormats(await videoFormats()),
    );
  }, []);

  async function start(format: VideoFormat): Promise<void> {
    const stopping = new AbortController();
    running.current = stopping;
    setOutcome(undefined);
    setShare(0);
    try {
      const { exportVideo } = await import('@fjernhjelp/viewer/export-video');
      const { writable, read } = await openExport();
      await exportVideo({ file, format, writable, progress: setShare, signal: stopping.signal });
      saveFile(name.replace(RECORDING_EXTENSION, `.${format}`), await read());
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
        formats?.map((format) => (
          <Button
            key={format}
            variant="secondary"
            aria-describedby="recording-export-hint"
            onClick={() => start(format)}
          >
            {t(`recording.export.${format}`)}
          </Button>
        ))
      ) : (
        <>
          <progress value={share} aria-label={t('recording.exportProgress')} />
          <span>{t('recording.exporting', { percent: Math.floor(share * 100) })}</span>
          <Button variant="secondary" onClick={() => running.current?.abort()}>
            {t('recording.exportStop')}
          </Button>
        </>
      )}
      <Paragraph id="recording-export-hint" data-size="sm">
        {t(formats?.length === 0 ? 'recording.exportNone' : 'recording.exportText')}
      </Paragraph>
      <Paragraph aria-live="polite" data-size="sm">
        {outcome && t(outcome)}
      </Paragraph>
    </div>
  );
}
