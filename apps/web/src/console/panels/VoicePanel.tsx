import '../../voice/voice.css';
import { Alert, Button, Field, Label, Paragraph, Select } from '@digdir/designsystemet-react';
import { MicrophoneIcon, MicrophoneSlashIcon } from '@navikt/aksel-icons';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Busy } from '../../layout/Busy.tsx';
import { LevelMeter } from '../../voice/LevelMeter.tsx';
import { useMicrophones } from '../../voice/use-microphones.ts';
import { useVoiceWords } from '../../voice/use-voice-words.ts';
import { VoiceMark } from '../../voice/VoiceMark.tsx';
import { Panel } from './Panel.tsx';
import type { PanelProps } from './panels.ts';

/** Talking with the user: asks, answers, and what the helper does meanwhile. */
export function VoicePanel({ status, viewer, onAsk, onDrop, ...frame }: PanelProps) {
  const { t } = useTranslation();
  const tell = useVoiceWords();
  const { voice, grants, requestedGrant, paused } = status;
  const isHeld = grants.includes('voice');
  const { state = 'off', isMuted = false, isTheirMuted = false, unable, problem } = voice ?? {};
  const shownProblem = unable ?? problem;
  const user = t('voice.user');
  return (
    <Panel {...frame} title={t('voice.title')} closeLabel={t('voice.close')}>
      <div className="voice">
        {state === 'on' ? (
          <VoiceMark
            isMuted={isMuted}
            text={t(isMuted ? 'voice.helperMuted' : 'voice.helperOn', { name: user })}
          />
        ) : (
          <Paragraph>{t('voice.text')}</Paragraph>
        )}
        {isHeld && paused && <Paragraph aria-live="polite">{t('voice.paused')}</Paragraph>}
        {state === 'connecting' && (
          <Paragraph aria-live="polite">
            <Busy size="xs" /> {t('voice.helperConnecting')}
          </Paragraph>
        )}
        {state === 'offered' && <Paragraph aria-live="polite">{t('voice.offered')}</Paragraph>}
        {shownProblem !== undefined && state !== 'on' && (
          <Alert data-color="warning" data-size="sm" aria-live="polite">
            {tell(shownProblem, user)}
          </Alert>
        )}
        {isTheirMuted && <Paragraph>{t('voice.userMutedThem')}</Paragraph>}
        {voice !== undefined && state === 'on' && <Tools viewer={viewer} voice={voice} />}
        <div className="voice-actions">
          {!isHeld && unable === undefined && (
            <Button
              variant="secondary"
              aria-disabled={requestedGrant !== undefined}
              onClick={() => requestedGrant === undefined && onAsk('voice')}
            >
              {t(requestedGrant === 'voice' ? 'voice.asked' : 'voice.ask')}
            </Button>
          )}
          {isHeld && !paused && state === 'offered' && (
            <Button onClick={() => viewer?.voice.start()}>{t('voice.answer')}</Button>
          )}
          {isHeld && !paused && state === 'off' && problem !== undefined && unable === undefined && (
            <Button variant="secondary" onClick={() => viewer?.voice.start()}>
              {t('voice.again')}
            </Button>
          )}
          {isHeld && (
            <Button variant="secondary" data-color="danger" onClick={() => onDrop('voice')}>
              {t('voice.hangUp')}
            </Button>
          )}
        </div>
      </div>
    </Panel>
  );
}

interface ToolsProps extends Pick<PanelProps, 'viewer'> {
  voice: NonNullable<PanelProps['status']['voice']>;
}

/** What there is to turn while one talks. */
function Tools({ viewer, voice: { isMuted, volume, microphoneId } }: ToolsProps) {
  const { t } = useTranslation();
  const volumeId = useId();
  const selectId = useId();
  const microphones = useMicrophones(viewer);
  return (
    <>
      <Button
        variant={isMuted ? 'primary' : 'secondary'}
        aria-pressed={isMuted}
        onClick={() => viewer?.voice.setMuted(!isMuted)}
      >
        {isMuted ? <MicrophoneSlashIcon aria-hidden /> : <MicrophoneIcon aria-hidden />}
        {t('voice.mute')}
      </Button>
      <LevelMeter label={t('voice.you')} read={() => viewer?.voice.levels().own ?? 0} />
      <LevelMeter label={t('voice.them')} read={() => viewer?.voice.levels().theirs ?? 0} />
      <Field>
        <Label htmlFor={volumeId}>{t('voice.volume')}</Label>
        <input
          id={volumeId}
          type="range"
          min={0}
          max={100}
          step={5}
          value={Math.round(volume * 100)}
          onChange={(event) => viewer?.voice.setVolume(event.currentTarget.valueAsNumber / 100)}
        />
      </Field>
      {microphones.length > 1 && (
        <Field>
          <Label htmlFor={selectId}>{t('voice.microphone')}</Label>
          <Select
            id={selectId}
            value={microphoneId || microphones[0]?.id}
            onChange={(event) => viewer?.voice.chooseMicrophone(event.currentTarget.value)}
          >
            {microphones.map(({ id, name }, index) => (
              <Select.Option key={id} value={id}>
                {name || t('voice.microphoneNumber', { number: index + 1 })}
              </Select.Option>
            ))}
          </Select>
        </Field>
      )}
    </>
  );
}
