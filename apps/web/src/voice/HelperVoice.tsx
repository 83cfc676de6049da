import './voice.css';
import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import type { HelperStatus, UserCommand } from '@fjernhjelp/host/status';
import { MicrophoneIcon, MicrophoneSlashIcon, PhoneSlashIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import { Busy } from '../layout/Busy.tsx';
import { useVoiceWords } from './use-voice-words.ts';
import { VoiceMark } from './VoiceMark.tsx';

export interface HelperVoiceProps {
  helper: HelperStatus;
  name: string;
  /** More than one helper can be heard. */
  isShared: boolean;
  send(command: UserCommand): void;
}

/** Whether the user talks with one helper: that it is on, and the way to turn off the microphone and to hang up. */
export function HelperVoice({ helper, name, isShared, send }: HelperVoiceProps) {
  const { t } = useTranslation();
  const tell = useVoiceWords();
  const { person, voice, grants, request } = helper;
  if (voice === undefined) return null;
  const { state, isMuted, isTheirMuted, unable, problem } = voice;
  if (!grants.some(({ grant }) => grant === 'voice')) {
    if (request !== undefined || unable !== undefined) return null;
    return (
      <Button
        variant="tertiary"
        data-size="sm"
        className="voice-offer flush"
        onClick={() => send({ type: 'voice-offer', person })}
      >
        <MicrophoneIcon aria-hidden />
        {t('voice.offer', { name })}
      </Button>
    );
  }
  const shownProblem = unable === undefined ? problem : { why: unable, isTheirs: false };
  const isOn = state === 'on';
  return (
    <section className="voice" aria-label={t('voice.with', { name })}>
      {isOn && (
        <VoiceMark isMuted={isMuted} text={t(isMuted ? 'voice.userMuted' : 'voice.userOn', { name })} />
      )}
      {state === 'connecting' && (
        <Paragraph aria-live="polite">
          <Busy size="xs" /> {t('voice.userConnecting')}
        </Paragraph>
      )}
      {state === 'off' && shownProblem === undefined && (
        <Paragraph aria-live="polite">{t('voice.userWaiting', { name })}</Paragraph>
      )}
      {state === 'off' && shownProblem !== undefined && (
        <Alert data-color="warning" data-size="sm" aria-live="polite">
          {tell(shownProblem, name)}
        </Alert>
      )}
      {isOn && isTheirMuted && <Paragraph data-size="sm">{t('voice.theirMuted', { name })}</Paragraph>}
      {isOn && isShared && <Paragraph data-size="sm">{t('voice.several')}</Paragraph>}
      <div className="voice-actions">
        {isOn && (
          <Button
            variant={isMuted ? 'primary' : 'secondary'}
            data-size="sm"
            aria-pressed={isMuted}
            onClick={() => send({ type: 'voice-mute', person, muted: !isMuted })}
          >
            {isMuted ? <MicrophoneSlashIcon aria-hidden /> : <MicrophoneIcon aria-hidden />}
            {t('voice.mute')}
          </Button>
        )}
        <Button
          variant="secondary"
          data-size="sm"
          data-color="danger"
          onClick={() => send({ type: 'revoke-grant', person, grant: 'voice' })}
        >
          <PhoneSlashIcon aria-hidden />
          {t('voice.hangUp')}
        </Button>
      </div>
    </section>
  );
}
