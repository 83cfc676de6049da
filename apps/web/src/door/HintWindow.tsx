import { Button, Paragraph } from '@digdir/designsystemet-react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { RecordingMark } from '../recording/RecordingMark.tsx';
import { VoiceMark } from '../voice/VoiceMark.tsx';
import { useHeadline, useHelperName } from '../window/use-headline.ts';
import { CopyOfScreen } from './CopyOfScreen.tsx';
import type { HintProps } from './Hint.tsx';

/** What stands in the small window: who sees what, where they point, who hears the user, and the ways to stop it. */
export function HintWindow({ hint, opened, status }: HintProps & { hint: Window }) {
  const { t } = useTranslation();
  const { door, copy } = opened;
  const { host } = status;
  const { text } = useHeadline(host);
  const nameOf = useHelperName();
  return createPortal(
    <main className="hint">
      <CopyOfScreen copy={copy} />
      <Paragraph data-size="sm">{text}</Paragraph>
      {host.helpers.map(
        (helper) =>
          helper.recording && (
            <RecordingMark key={helper.person} text={t('recording.userMark', { name: nameOf(helper) })} />
          ),
      )}
      {host.recording?.state === 'running' && !host.recording.isWaiting && (
        <RecordingMark text={t('userrecording.mark')} />
      )}
      {host.helpers.map(
        (helper) =>
          helper.voice?.state === 'on' && (
            <VoiceMark
              key={helper.person}
              isMuted={helper.voice.isMuted}
              text={t(helper.voice.isMuted ? 'voice.userMuted' : 'voice.userOn', { name: nameOf(helper) })}
            />
          ),
      )}
      <div className="door-actions">
        <Button
          variant="secondary"
          data-size="sm"
          onClick={() => door.command({ type: host.paused ? 'go-on' : 'pause' })}
        >
          {t(host.paused ? 'window.goOn' : 'window.pause')}
        </Button>
        <Button data-color="danger" data-size="sm" onClick={() => door.command({ type: 'end' })}>
          {t('window.end')}
        </Button>
      </div>
    </main>,
    hint.document.body,
  );
}
