import '../layout/live-mark.css';
import './voice.css';
import { MicrophoneIcon, MicrophoneSlashIcon } from '@navikt/aksel-icons';

/** That somebody can be heard, the same at both ends. */
export function VoiceMark({ text, isMuted }: { text: string; isMuted: boolean }) {
  const Icon = isMuted ? MicrophoneSlashIcon : MicrophoneIcon;
  return (
    <p className="live-mark voice-mark" aria-live="polite" data-muted={isMuted}>
      <Icon aria-hidden />
      {text}
    </p>
  );
}
