import './session.css';
import { formatSessionId, type Grant, type SessionId } from '@fjernhjelp/protocol';
import type { KeyWay, Scale, Sharpness, Viewer, ViewerStatus } from '@fjernhjelp/viewer';
import { type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NewMessage } from '../../chat/NewMessage.tsx';
import { SaveChat } from '../../chat/SaveChat.tsx';
import { useFileDrop } from '../../files/use-file-drop.ts';
import { LiveRegion } from '../../layout/LiveRegion.tsx';
import { useTitle } from '../../layout/use-title.ts';
import type { ReceiptNote } from '../../receipt/receipt-text.ts';
import { UnfinishedNote } from '../../receipt/UnfinishedNote.tsx';
import { RecordingOutcome } from '../../recording/RecordingOutcome.tsx';
import { EndingNote } from '../notes/EndingNote.tsx';
import { OthersRecordingNote } from '../notes/OthersRecordingNote.tsx';
import { SessionMarks } from '../notes/SessionMarks.tsx';
import { UserRecordingNote } from '../notes/UserRecordingNote.tsx';
import { useOthersRecording } from '../notes/use-others-recording.ts';
import { Outcome } from '../outcome/Outcome.tsx';
import { Overlay } from '../outcome/Overlay.tsx';
import { SessionReceipt } from '../outcome/SessionReceipt.tsx';
import { panelId } from '../panels/panel-id.ts';
import { panels } from '../panels/panels.ts';
import { usePanelFocus } from '../panels/use-panel-focus.ts';
import { useShortcuts } from '../shortcuts/use-shortcuts.ts';
import { Toolbar } from '../toolbar/Toolbar.tsx';
import { ToolbarPlace } from '../toolbar/ToolbarPlace.tsx';
import { useFullscreen } from '../toolbar/use-fullscreen.ts';
import { mayChangeControl } from './may-change-control.ts';
import { endings, obstacleTexts, tellFailure } from './status-texts.ts';
import { useChatLines } from './use-chat-lines.ts';
import { useReplacedText } from './use-replaced-text.ts';

export interface SessionViewProps {
  id: SessionId;
  status: ViewerStatus;
  /** The state in a few words. */
  told: string;
  /** Messages of others that the helper has not seen: here, and in other sessions. */
  unread: number;
  unreadElsewhere: number;
  /** Else another session lies before it. */
  isShown: boolean;
  hasShortcuts: boolean;
  /** The toolbar shows itself only when it is wanted. */
  hidesToolbar: boolean;
  scale: Scale;
  /** The keys that leave the screen; empty until the viewer is loaded. */
  chord: string;
  /** Holds the remote screen. */
  container: RefObject<HTMLDivElement | null>;
  controlButton: RefObject<HTMLButtonElement | null>;
  viewer: Viewer | undefined;
  sharpness: Sharpness;
  /** The name of the panel that is open; empty for none. */
  panel: string;
  onScale(scale: Scale): void;
  keyWay: KeyWay;
  onSharpness(sharpness: Sharpness): void;
  onKeyWay(way: KeyWay): void;
  onPanel(name: string): void;
  /** @param calledOff called when the helper does not ask after all */
  onAsk(grant: Grant, calledOff?: () => void): void;
  onDrop(grant: Grant): void;
  onEnd(): void;
  onHelp(): void;
  onOneMore(): void;
  onHideToolbar(hides: boolean): void;
  /** The helper's own, after the end. */
  onNote(note: ReceiptNote): void;
  onLeave(keeps: 'id' | 'nothing'): void;
}

/** What the helper sees of a session, in each of its states. */
export function SessionView(props: SessionViewProps) {
  const { id, status, told, unread, unreadElsewhere, isShown, container, onLeave } = props;
  const { phase, endReason, failure } = status;
  const isRunning = phase === 'connected' || phase === 'reconnecting';
  const { t } = useTranslation();
  const open = panels.find(({ name, isPossible }) => name === props.panel && (isPossible?.(status) ?? true));
  const replaced = useReplacedText(status.screens);
  const obstacle = useObstacleText(status);
  const others = useOthersRecording(status);
  const stage = useRef<HTMLDivElement>(null);
  const isDropping = useFileDrop(stage, (picked) => {
    if (!isRunning || !status.possible.includes('files-to-user')) return;
    void props.viewer?.files.send(picked);
    props.onPanel('files');
  });
  const lines = useChatLines(status);
  const title = isRunning ? `${told} – ${formatSessionId(id)}` : told;
  useTitle(isShown ? title : undefined, unread + unreadElsewhere);
  const hasControl = status.grants.includes('control');
  const fullscreen = useFullscreen(isShown && hasControl);
  const hides = fullscreen.isFullscreen || props.hidesToolbar;
  const [isPulledOut, setIsPulledOut] = useState(false);
  const isAway = hides && !isPulledOut;
  const calledByKeys = usePanelFocus(props.panel);
  const mayPress = mayChangeControl(status);
  // The keys of the prefix are held down on the user's machine too.
  const lettingGo = (act: () => void) => () => {
    props.viewer?.letGo();
    act();
  };
  useShortcuts(props.hasShortcuts && isShown && isRunning, {
    control: lettingGo(() => mayPress && (hasControl ? props.onDrop('control') : props.onAsk('control'))),
    chat: lettingGo(() => {
      calledByKeys();
      props.onPanel(props.panel === 'chat' ? '' : 'chat');
    }),
    fullscreen: lettingGo(fullscreen.toggle),
    toolbar: lettingGo(() => {
      if (!fullscreen.isFullscreen) props.onHideToolbar(!props.hidesToolbar);
      setIsPulledOut(fullscreen.isFullscreen && !isPulledOut);
    }),
  });

  return (
    <div className="session">
      {isRunning && isShown && (
        <ToolbarPlace hides={hides} isPulledOut={isPulledOut} onPull={setIsPulledOut}>
          <Toolbar {...props} fullscreen={fullscreen} isAway={isAway} />
        </ToolbarPlace>
      )}
      <div className="session-body">
        <main className="session-main">
          {isRunning && status.ending !== undefined && <EndingNote ending={status.ending} />}
          {isRunning && status.userRecording === 'asked' && <UserRecordingNote viewer={props.viewer} />}
          {isRunning && others.names !== '' && (
            <OthersRecordingNote names={others.names} text={others.news} />
          )}
          {isRunning && replaced !== '' && <p className="screen-note">{replaced}</p>}
          {isRunning && obstacle !== '' && <p className="screen-note">{obstacle}</p>}
          <div
            className="session-stage"
            ref={stage}
            data-over={isDropping}
            data-drop={t('files.dropHere')}
            onPointerDown={() => setIsPulledOut(false)}
          >
            <div className="session-screen" ref={container} />
            {isRunning && isAway && (
              <div className="session-marks">
                <SessionMarks status={status} />
              </div>
            )}
            {(phase === 'connecting' || phase === 'waiting') && (
              <Overlay key={phase} status={status} onCancel={() => onLeave('id')} onAsk={props.onAsk} />
            )}
            {isRunning && (phase === 'reconnecting' || status.paused || !status.grants.includes('view')) && (
              <Overlay key={`${phase} ${status.paused}`} status={status} onAsk={props.onAsk} />
            )}
            {phase === 'ended' && endReason !== undefined && (
              <Outcome told={endings[endReason]} action="again" onAction={() => onLeave('nothing')}>
                {status.receipt !== undefined && (
                  <UnfinishedNote people={status.receipt.people} side="helper" />
                )}
                {status.recording !== undefined && <RecordingOutcome recording={status.recording} />}
                {status.receipt !== undefined && (
                  <SessionReceipt
                    receipt={status.receipt}
                    ended={endings[endReason].title}
                    onNote={props.onNote}
                  />
                )}
                <SaveChat lines={lines} />
              </Outcome>
            )}
            {phase === 'failed' && failure !== undefined && (
              <Outcome
                told={tellFailure(failure)}
                count={failure.triesLeft}
                action="retry"
                onAction={() => onLeave('id')}
              />
            )}
          </div>
        </main>
        {isRunning && open !== undefined && (
          <open.Component
            id={isShown ? panelId(open.name) : `${panelId(open.name)}-${id}`}
            status={status}
            viewer={props.viewer}
            isShown={isShown}
            sharpness={props.sharpness}
            onSharpness={props.onSharpness}
            onAsk={props.onAsk}
            onDrop={props.onDrop}
            onClose={() => {
              props.onPanel('');
              const id = panelId(open.name);
              document.querySelector<HTMLElement>(`[aria-controls="${id}"], [data-opens="${id}"]`)?.focus();
            }}
          />
        )}
      </div>
      <LiveRegion text={phase === 'connected' && status.paused ? t('session.pausedTitle') : told} />
      <LiveRegion
        text={hasControl && status.declinedGrant !== undefined ? t('session.stateDeclinedOther') : ''}
      />
      <LiveRegion text={isRunning ? replaced : ''} />
      <LiveRegion text={isRunning ? obstacle : ''} />
      <LiveRegion text={isRunning ? others.news : ''} />
      {isRunning && <NewMessage lines={lines} />}
    </div>
  );
}

/** @returns why the helper does not see or reach all, else "" */
function useObstacleText({ obstacle, grants }: ViewerStatus): string {
  const { t } = useTranslation();
  const matters =
    obstacle !== undefined && grants.includes(obstacle === 'elevated-window' ? 'control' : 'view');
  return matters ? t(obstacleTexts[obstacle]) : '';
}
