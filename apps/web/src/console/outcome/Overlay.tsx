import './overlay.css';
import { Button, Card, Heading, Paragraph } from '@digdir/designsystemet-react';
import { type Grant, limits } from '@fjernhjelp/protocol';
import type { ViewerStatus } from '@fjernhjelp/viewer';
import { EyeSlashIcon, PauseIcon } from '@navikt/aksel-icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Busy } from '../../layout/Busy.tsx';
import { useSecondsLeft } from './use-seconds-left.ts';

export interface OverlayProps {
  status: ViewerStatus;
  /** Not before the session begins. */
  onAsk?: (grant: Grant) => void;
  /** Where there is no toolbar with an end button. */
  onCancel?: () => void;
}

/** Lies over the screen while there is nothing to see: what is waited for, and what to do meanwhile. */
export function Overlay({ status, onAsk, onCancel }: OverlayProps) {
  const { t } = useTranslation();
  const { phase, requestedGrant, paused } = status;
  const isReconnecting = phase === 'reconnecting';
  const isPaused = phase === 'connected' && paused;
  const isHidden = phase === 'connected' && !paused;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // A screen that disappears under the helper's hands takes the focus with it; who writes in a panel goes on.
    const focused = document.activeElement;
    if (focused === document.body || focused?.closest('.session-screen')) heading.current?.focus();
  }, []);

  return (
    <div className="overlay" data-covers={isReconnecting ? 'partly' : 'all'}>
      <Card className="overlay-card">
        {isPaused ? (
          <PauseIcon className="overlay-icon" aria-hidden />
        ) : isHidden ? (
          <EyeSlashIcon className="overlay-icon" aria-hidden />
        ) : (
          <Busy size="md" />
        )}
        <Heading level={onCancel === undefined ? 2 : 1} data-size="sm" ref={heading} tabIndex={-1}>
          {phase === 'connecting' && t('session.connectingTitle')}
          {phase === 'waiting' && t('session.waitingTitle')}
          {isReconnecting && t('session.reconnectingTitle')}
          {isHidden && t('session.hiddenTitle')}
          {isPaused && t('session.pausedTitle')}
        </Heading>
        {isReconnecting ? (
          <TimeLeft />
        ) : (
          <Paragraph className="lead under">
            {phase === 'connecting' && t('session.connectingText')}
            {phase === 'waiting' && t('session.waitingText')}
            {isHidden && t('session.hiddenText')}
            {isPaused && t('session.pausedText')}
          </Paragraph>
        )}
        {isHidden && onAsk !== undefined && (
          <Button variant="secondary" disabled={requestedGrant !== undefined} onClick={() => onAsk('view')}>
            {t('session.askToSee')}
          </Button>
        )}
        {onCancel !== undefined && (
          <Button variant="secondary" onClick={onCancel}>
            {t('session.cancel')}
          </Button>
        )}
      </Card>
    </div>
  );
}

/** How long a broken session may still come back. */
function TimeLeft() {
  const { t } = useTranslation();
  const totalS = limits.graceMs / 1000;
  const leftS = useSecondsLeft(totalS);
  return (
    <>
      <Paragraph className="lead under">{t('session.reconnectingText', { count: leftS })}</Paragraph>
      <div className="overlay-time" aria-hidden="true">
        <div className="keeps-fill" style={{ inlineSize: `${(leftS / totalS) * 100}%` }} />
      </div>
    </>
  );
}
