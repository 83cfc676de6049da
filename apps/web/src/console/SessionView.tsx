import { formatSessionId, type Grant, type SessionId } from '@fjernhjelp/protocol';
import type { Scale, Sharpness, Viewer, ViewerStatus } from '@fjernhjelp/viewer';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveRegion } from '../layout/LiveRegion.tsx';
import { useTitle } from '../layout/use-title.ts';
import { CountersPanel } from './CountersPanel.tsx';
import { Outcome } from './Outcome.tsx';
import { Overlay } from './Overlay.tsx';
import { endings, obstacleTexts, tellFailure, tellState } from './status-texts.ts';
import { countersId, Toolbar } from './Toolbar.tsx';
import { useReplacedText } from './use-replaced-text.ts';

export interface SessionViewProps {
  id: SessionId;
  status: ViewerStatus;
  scale: Scale;
  /** The keys that leave the screen; empty until the viewer is loaded. */
  chord: string;
  /** Holds the remote screen. */
  container: RefObject<HTMLDivElement | null>;
  controlButton: RefObject<HTMLButtonElement | null>;
  countersButton: RefObject<HTMLButtonElement | null>;
  viewer: Viewer | undefined;
  sharpness: Sharpness;
  /** The panel with the counters is open. */
  hasCounters: boolean;
  onScale(scale: Scale): void;
  onScreen(screen: number): void;
  onSharpness(sharpness: Sharpness): void;
  onCounters(isOpen: boolean): void;
  onAsk(grant: Grant): void;
  onDrop(grant: Grant): void;
  onEnd(): void;
  onLeave(keeps: 'id' | 'nothing'): void;
}

/** What the helper sees of a session, in each of its states. */
export function SessionView(props: SessionViewProps) {
  const { id, status, container, onLeave } = props;
  const { phase, endReason, failure } = status;
  const isRunning = phase === 'connected' || phase === 'reconnecting';
  const told = useTold(status);
  const replaced = useReplacedText(status.screens);
  const obstacle = useObstacleText(status);
  useTitle(isRunning ? `${told} – ${formatSessionId(id)}` : told);

  return (
    <div className="session">
      {isRunning && <Toolbar {...props} />}
      <div className="session-body">
        <main className="session-main">
          {isRunning && replaced !== '' && <p className="screen-note">{replaced}</p>}
          {isRunning && obstacle !== '' && <p className="screen-note">{obstacle}</p>}
          <div className="session-stage">
            <div className="session-screen" ref={container} />
            {(phase === 'connecting' || phase === 'waiting') && (
              <Overlay key={phase} status={status} onCancel={() => onLeave('id')} onAsk={props.onAsk} />
            )}
            {isRunning && (phase === 'reconnecting' || !status.grants.includes('view')) && (
              <Overlay key={phase} status={status} onAsk={props.onAsk} />
            )}
            {phase === 'ended' && endReason !== undefined && (
              <Outcome told={endings[endReason]} action="again" onAction={() => onLeave('nothing')} />
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
        {isRunning && props.hasCounters && (
          <CountersPanel
            id={countersId}
            viewer={props.viewer}
            sharpness={props.sharpness}
            onSharpness={props.onSharpness}
            onClose={() => {
              props.onCounters(false);
              props.countersButton.current?.focus();
            }}
          />
        )}
      </div>
      <LiveRegion text={isRunning ? told : ''} />
      <LiveRegion text={isRunning ? replaced : ''} />
      <LiveRegion text={isRunning ? obstacle : ''} />
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

/** @returns the state in a few words */
function useTold(status: ViewerStatus): string {
  const { t } = useTranslation();
  const { phase, endReason, failure } = status;
  if (phase === 'connecting') return t('session.connectingTitle');
  if (phase === 'waiting') return t('session.waitingTitle');
  if (phase === 'ended' && endReason !== undefined) return t(endings[endReason].title);
  if (phase === 'failed' && failure !== undefined) return t(tellFailure(failure).title);
  return t(tellState(status));
}
