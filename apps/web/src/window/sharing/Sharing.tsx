import { Alert, Button, Card, Heading, Paragraph, Switch } from '@digdir/designsystemet-react';
import type { Obstacle } from '@fjernhjelp/protocol';
import {
  EyeIcon,
  EyeSlashIcon,
  HandFingerIcon,
  PauseIcon,
  PlayIcon,
  SpeakerIcon,
  SpeakerSlashIcon,
} from '@navikt/aksel-icons';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../../language/text-key.ts';
import { Busy } from '../../layout/Busy.tsx';
import { LiveRegion } from '../../layout/LiveRegion.tsx';
import { useFocusOnChange } from '../../layout/use-focus-on-change.ts';
import { RecordingMark } from '../../recording/RecordingMark.tsx';
import { HelperVoice } from '../../voice/HelperVoice.tsx';
import { noVoiceOf } from '../../voice/no-voice.ts';
import { useVoiceWords } from '../../voice/use-voice-words.ts';
import { Invite } from '../code/Invite.tsx';
import { EndBar } from '../EndBar.tsx';
import { HelperFiles } from '../files/HelperFiles.tsx';
import { Answer, WhoAsks } from '../questions/Asking.tsx';
import { GrantQuestion } from '../questions/GrantQuestion.tsx';
import { SystemQuestion } from '../questions/SystemQuestion.tsx';
import type { PhaseProps } from '../UserWindow.tsx';
import { askingOf, holds, isSharing, mainOf, requestingOf, titleOf, useHelperName } from '../use-headline.ts';
import { Chat } from './Chat.tsx';
import { EndingSoon } from './EndingSoon.tsx';
import { HelperGrants } from './HelperGrants.tsx';
import { LeftInFiles } from './LeftInFiles.tsx';
import { UserRecording } from './UserRecording.tsx';

const obstacleTexts = {
  disconnected: 'window.obstacleDisconnected',
  locked: 'window.obstacleLocked',
  'secure-desktop': 'window.obstacleSecure',
  'no-picture': 'window.obstacleNoPicture',
  'protected-window': 'window.obstacleProtected',
  'elevated-window': 'window.obstacleElevated',
} as const satisfies Readonly<Record<Obstacle, TextKey>>;

/** Helpers are in: who, what they may do, and how to take it back. */
export function Sharing({ status, send, sounds, extra }: PhaseProps) {
  const { t } = useTranslation();
  const { helpers, phase, paused, obstacle } = status;
  const main = mainOf(status);
  const name = useHelperName()(main);
  const sharing = helpers.filter(isSharing);
  const asking = askingOf(status);
  const requesting = requestingOf(status);
  const tellVoice = useVoiceWords();
  const noVoice = noVoiceOf(status);
  const isBroken = phase === 'reconnecting';
  const title = titleOf(status);
  const held = sharing.map(({ person, grants }) => `${person}:${grants.map(({ grant }) => grant).join()}`);
  const heading = useFocusOnChange<HTMLHeadingElement>(
    [title, held, asking?.person, requesting?.request?.grant].join(' '),
    asking !== undefined || requesting !== undefined,
  );
  useEffect(() => {
    // What had it, the yes to the helper, is gone.
    if (document.activeElement === document.body) heading.current?.focus();
  }, [heading]);
  const isControlled = main !== undefined && holds(main, 'control');
  const isSeen = main !== undefined && holds(main, 'view');
  const StateIcon = paused ? PauseIcon : isControlled ? HandFingerIcon : isSeen ? EyeIcon : EyeSlashIcon;
  return (
    <>
      <main className="window-main">
        <div
          className="state"
          data-state={isBroken ? 'broken' : paused ? 'paused' : isControlled ? 'control' : 'view'}
        >
          {isBroken ? <Busy size="sm" /> : <StateIcon aria-hidden />}
          <div>
            {/* Another element for another sentence: else a screen reader says the one before when the focus comes. */}
            <Heading key={title} level={1} data-size="xs" ref={heading} tabIndex={-1}>
              {t(title, { name })}
            </Heading>
            <Paragraph data-size="sm">
              {[isBroken && name, main?.organisation, t('window.stated')].filter(Boolean).join(' · ')}
            </Paragraph>
          </div>
        </div>
        {sharing
          .filter(({ recording }) => recording)
          .map((helper) => (
            <RecordingMark
              key={helper.person}
              text={t('recording.userMark', { name: helper.name || t('window.someone') })}
            />
          ))}
        {status.recording?.state === 'running' && !status.recording.isWaiting && (
          <RecordingMark text={t('userrecording.mark')} />
        )}
        {status.ending !== undefined && <EndingSoon ending={status.ending} send={send} />}
        <LeftInFiles status={status} send={send} />
        {isBroken && <Alert>{t('window.reconnectingText')}</Alert>}
        {!isBroken && obstacle !== undefined && <Alert>{t(obstacleTexts[obstacle])}</Alert>}
        {asking !== undefined && (
          <Card asChild data-color="warning" variant="tinted" className="question">
            <section key={asking.person}>
              <WhoAsks helper={asking} title="window.alsoAsking" />
              <div className="window-answer" data-color="accent">
                <Answer person={asking.person} send={send} />
              </div>
            </section>
          </Card>
        )}
        {requesting?.request !== undefined && asking === undefined && (
          <GrantQuestion
            key={`${requesting.person} ${requesting.request.grant}`}
            helper={requesting}
            request={requesting.request}
            send={send}
          />
        )}
        {sharing.map((helper) => (
          <SystemQuestion key={helper.person} helper={helper} send={send} />
        ))}
        <div className="pause">
          <Button
            data-size="lg"
            variant={paused ? 'primary' : 'secondary'}
            aria-describedby="pause-hint"
            onClick={() => send({ type: paused ? 'go-on' : 'pause' })}
          >
            {paused ? <PlayIcon aria-hidden /> : <PauseIcon aria-hidden />}
            {t(paused ? 'window.goOn' : 'window.pause')}
          </Button>
          <Paragraph data-size="sm" id="pause-hint">
            {t(paused ? 'window.pausedText' : status.pauseKey ? 'window.pauseKeyHint' : 'window.pauseHint')}
          </Paragraph>
        </div>
        {!paused &&
          sharing.map((helper) => (
            <HelperVoice
              key={helper.person}
              helper={helper}
              name={helper.name || t('window.someone')}
              isShared={sharing.filter((each) => holds(each, 'voice')).length > 1}
              send={send}
            />
          ))}
        {extra}
        <Chat status={status} send={send} />
        {sharing.map((helper) => (
          <HelperFiles key={helper.person} helper={helper} isPaused={paused} send={send} />
        ))}
        {sharing.map((helper) => (
          <HelperGrants key={helper.person} helper={helper} canBeDismissed={sharing.length > 1} send={send} />
        ))}
        <div className="window-extras">
          {noVoice !== undefined && (
            <Paragraph data-size="sm">{tellVoice({ why: noVoice, isTheirs: false }, name)}</Paragraph>
          )}
          {status.directAllowed !== undefined && (
            <Switch
              data-size="sm"
              label={t('line.allowUser')}
              description={t('line.allowUserHint')}
              checked={status.directAllowed}
              onChange={(event) => send({ type: 'set-direct', allowed: event.currentTarget.checked })}
            />
          )}
          <Invite status={status} send={send} />
          {status.recording !== undefined && (
            <UserRecording recording={status.recording} canAsk send={send} />
          )}
          <Button
            variant="tertiary"
            className="flush"
            data-size="sm"
            aria-pressed={sounds.isOn}
            onClick={sounds.toggle}
          >
            {sounds.isOn ? <SpeakerIcon aria-hidden /> : <SpeakerSlashIcon aria-hidden />}
            {t('presence.sounds')}
          </Button>
        </div>
      </main>
      <LiveRegion text={isBroken || obstacle === undefined ? '' : t(obstacleTexts[obstacle])} />
      <EndBar isStrong onEnd={() => send({ type: 'end' })} />
    </>
  );
}
