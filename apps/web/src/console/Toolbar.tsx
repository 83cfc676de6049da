import { Button, ToggleGroup } from '@digdir/designsystemet-react';
import { formatSessionId } from '@fjernhjelp/protocol';
import { ExpandIcon, EyeIcon, HandFingerIcon, ShrinkIcon, XMarkIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import { panelId } from './panels/panel-id.ts';
import { panels } from './panels/panels.ts';
import type { SessionViewProps } from './SessionView.tsx';
import { tellState } from './status-texts.ts';
import { useFullscreen } from './use-fullscreen.ts';

/** Above the remote screen: who, what state, and what can be done. */
export function Toolbar(props: SessionViewProps) {
  const { id, status, scale, chord, controlButton, panel } = props;
  const { onScale, onAsk, onDrop, onEnd, onPanel } = props;
  const { t } = useTranslation();
  const { isFullscreen, canFullscreen, toggle } = useFullscreen();
  const hasControl = status.grants.includes('control');
  const isAsking = status.requestedGrant === 'control';
  const isConnected = status.phase === 'connected';
  const StateIcon = hasControl ? HandFingerIcon : EyeIcon;

  return (
    <section className="toolbar" data-color-scheme="dark" data-size="sm" aria-label={t('session.toolbar')}>
      <div className="toolbar-state" data-control={hasControl && isConnected}>
        <StateIcon aria-hidden />
        <div>
          <h1>{t(tellState(status))}</h1>
          <span>{t('session.idLabel', { id: formatSessionId(id) })}</span>
          {hasControl && chord !== '' && (
            <span className="toolbar-chord">{t('session.leaveScreen', { keys: chord })}</span>
          )}
        </div>
      </div>
      <div className="toolbar-actions">
        <Button
          ref={controlButton}
          variant={hasControl ? 'secondary' : 'primary'}
          aria-disabled={!isConnected || isAsking}
          onClick={() => {
            if (!isConnected || isAsking) return;
            if (hasControl) onDrop('control');
            else onAsk('control');
          }}
        >
          {hasControl
            ? t('session.dropControl')
            : t(isAsking ? 'session.askedControl' : 'session.askControl')}
        </Button>
        <ToggleGroup
          aria-label={t('session.scale')}
          data-color="neutral"
          variant="secondary"
          value={scale}
          onChange={(value) => onScale(value === 'actual' ? 'actual' : 'fit')}
        >
          <ToggleGroup.Item value="fit">{t('session.fit')}</ToggleGroup.Item>
          <ToggleGroup.Item value="actual">{t('session.actual')}</ToggleGroup.Item>
        </ToggleGroup>
        {panels
          .filter(({ isPossible }) => isPossible?.(status) ?? true)
          .map(({ name, label, Icon, count }) => (
            <Button
              key={name}
              icon
              variant={panel === name ? 'secondary' : 'tertiary'}
              data-color="neutral"
              aria-label={t(label)}
              title={t(label)}
              aria-expanded={panel === name}
              aria-controls={panelId(name)}
              onClick={() => onPanel(panel === name ? '' : name)}
            >
              <Icon aria-hidden />
              <Count count={count?.(status) ?? 0} />
            </Button>
          ))}
        {canFullscreen && (
          <Button
            icon
            variant="tertiary"
            data-color="neutral"
            aria-label={t(isFullscreen ? 'session.leaveFullscreen' : 'session.fullscreen')}
            title={t(isFullscreen ? 'session.leaveFullscreen' : 'session.fullscreen')}
            onClick={toggle}
          >
            {isFullscreen ? <ShrinkIcon aria-hidden /> : <ExpandIcon aria-hidden />}
          </Button>
        )}
      </div>
      <Button data-color-scheme="light" data-color="danger" onClick={onEnd}>
        <XMarkIcon aria-hidden />
        {t('session.end')}
      </Button>
    </section>
  );
}

/** How many things wait behind a button. */
function Count({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="toolbar-count" aria-hidden>
      {count}
    </span>
  );
}
