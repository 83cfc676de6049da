import { Alert, Button, Field, Label, Select } from '@digdir/designsystemet-react';
import {
  createPlayer,
  type Player,
  type PlayerStatus,
  type RecordingFile,
} from '@fjernhjelp/viewer/recording';
import { PauseIcon, PlayIcon } from '@navikt/aksel-icons';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EventList } from './EventList.tsx';
import { ExportVideo } from './ExportVideo.tsx';
import { formatPosition } from './position.ts';
import { problemTexts } from './problem-texts.ts';

const SPEEDS = [0.5, 1, 2, 4, 8];
const STEP_S = 1;

/** The picture, how to move in the recording, and what happened in it. */
export function PlayerView({ file, name }: { file: RecordingFile; name: string }) {
  const { t } = useTranslation();
  const picture = useRef<HTMLCanvasElement>(null);
  const pointer = useRef<HTMLCanvasElement>(null);
  const [player, setPlayer] = useState<Player>();
  const [status, setStatus] = useState<PlayerStatus>({ timeMs: 0, isPlaying: false, speed: 1 });
  useEffect(() => {
    const opened = createPlayer({
      file,
      picture: picture.current!,
      pointer: pointer.current!,
      changed: setStatus,
    });
    setPlayer(opened);
    return () => opened.close();
  }, [file]);

  const position = `${formatPosition(status.timeMs)} / ${formatPosition(file.lengthMs)}`;
  const { isPlaying } = status;
  return (
    <div className="recording-player">
      <div className="recording-stage">
        <canvas ref={picture} role="img" aria-label={t('recording.picture')} />
        <canvas ref={pointer} aria-hidden />
      </div>
      {status.problem !== undefined && <Alert data-color="danger">{t(problemTexts[status.problem])}</Alert>}
      <div className="recording-controls">
        <Button onClick={() => (isPlaying ? player?.pause() : player?.play())}>
          {isPlaying ? <PauseIcon aria-hidden /> : <PlayIcon aria-hidden />}
          {t(isPlaying ? 'recording.pause' : 'recording.play')}
        </Button>
        <input
          type="range"
          aria-label={t('recording.position')}
          aria-valuetext={position}
          min={0}
          max={Math.ceil(file.lengthMs / 1000)}
          step={STEP_S}
          value={Math.round(status.timeMs / 1000)}
          onChange={(event) => player?.seek(Number(event.currentTarget.value) * 1000)}
        />
        <span className="recording-position" data-time={status.timeMs}>
          {position}
        </span>
        <Field>
          <Label>{t('recording.speed')}</Label>
          <Select
            value={status.speed}
            onChange={(event) => player?.setSpeed(Number(event.currentTarget.value))}
          >
            {SPEEDS.map((speed) => (
              <option key={speed} value={speed}>
                {speed} ×
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <ExportVideo file={file} name={name} />
      <EventList file={file} timeMs={status.timeMs} onSeek={(timeMs) => player?.seek(timeMs)} />
    </div>
  );
}
