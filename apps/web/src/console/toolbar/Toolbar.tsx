import './toolbar.css';
import { Button, ToggleGroup } from '@digdir/designsystemet-react';
import { formatSessionId } from '@fjernhjelp/protocol';
import {
  ChevronUpIcon,
  ExpandIcon,
  EyeIcon,
  HandFingerIcon,
  PlusIcon,
  PushPinIcon,
  QuestionmarkCircleIcon,
  ShrinkIcon,
  XMarkIcon,
} from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import { LineBars } from '../../line/LineBars.tsx';
import { useLineWords } from '../../line/use-line-words.ts';
import { SessionMarks } from '../notes/SessionMarks.tsx';
import { panelId } from '../panels/panel-id.ts';
import { type PanelEntry, panels } from '../panels/panels.ts';
import { mayChangeControl } from '../session/may-change-control.ts';
import type { SessionViewProps } from '../session/SessionView.tsx';
import { tellState } from '../session/status-texts.ts';
import { KeysMenu } from './KeysMenu.tsx';
import { NoControl } from './NoControl.tsx';
import type { Fullscreen } from './use-fullscreen.ts';

export interface ToolbarProps extends SessionViewProps {
  fullscreen: Fullscreen;
  /** It is out of the way; the marks are not, and stand on the screen. */
  isAway: boolean;
}

/** Above the remote screen: who, what state, and what can be done. */
export function Toolbar(props: ToolbarProps) {
  const { id, status, scale, chord, controlButton, panel } = props;
  const { onScale, onAsk, onDrop, onEnd, onPanel } = props;
  const { t } = useTranslation();
  const lineWords = useLineWords();
  const { isFullscreen, canFullscreen, toggle } = props.fullscreen;
  const hasControl = status.grants.includes('control');
  const isConnected = status.phase === 'connected';
  // Before the first grants nothing is known.
  const isUncontrollable = status.possible.length > 0 && !status.possible.includes('control');
  const mayPress = mayChangeControl(status);
  const StateIcon = hasControl ? HandFingerIcon : EyeIcon;

  return (
    <section className="toolbar" data-color-scheme="dark" data-size="sm" aria-label={t('session.toolbar')}>
      <div className="toolbar-row">
        <div className="toolbar-state" data-control={hasControl && isConnected}>
          <StateIcon aria-hidden />
          <div>
            <h1>{t(tellState(status))}</h1>
            <span>{t('session.idLabel', { id: formatSessionId(id) })}</span>
            {status.line !== undefined && isConnected && (
              <span className="toolbar-line">{lineWords(status.line)}</span>
            )}
            {hasControl && chord !== '' && (
              <span className="toolbar-chord">{t('session.leaveScreen', { keys: chord })}</span>
            )}
          </div>
        </div>
        <div className="toolbar-actions">
          {isUncontrollable && <NoControl />}
          <Button
            ref={controlButton}
            hidden={isUncontrollable}
            variant={hasControl ? 'secondary' : 'primary'}
            aria-disabled={!mayPress}
            onClick={() => {
              if (!mayPress) return;
              if (hasControl) onDrop('control');
              else onAsk('control');
            }}
          >
            {hasControl
              ? t('session.dropControl')
              : t(status.requestedGrant === 'control' ? 'session.askedControl' : 'session.askControl')}
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
          {status.possible.includes('control') && (
            <KeysMenu
              status={status}
              viewer={props.viewer}
              keyWay={props.keyWay}
              onKeyWay={props.onKeyWay}
              onType={() => onPanel('typing')}
            />
          )}
          {panels
            .filter(({ isPossible, isInMenu }) => !isInMenu && (isPossible?.(status) ?? true))
            .map((entry) => (
              <PanelButton key={entry.name} entry={entry} status={status} open={panel} onPanel={onPanel} />
            ))}
          <ViewButtons {...props} />
          {canFullscreen && (
            <ToolButton
              text={t(isFullscreen ? 'session.leaveFullscreen' : 'session.fullscreen')}
              Icon={isFullscreen ? ShrinkIcon : ExpandIcon}
              onClick={toggle}
            />
          )}
        </div>
        <Button data-color-scheme="light" data-color="danger" onClick={onEnd}>
          <XMarkIcon aria-hidden />
          {t('session.end')}
        </Button>
      </div>
      {!props.isAway && (
        <div className="toolbar-marks-row">
          <SessionMarks status={status} />
        </div>
      )}
    </section>
  );
}

/** What is for the helper's own view; the full screen's button stands behind them. */
function ViewButtons({ fullscreen, hidesToolbar, onHideToolbar, onOneMore, onHelp }: ToolbarProps) {
  const { t } = useTranslation();
  return (
    <>
      <ToolButton isFirst text={t('tabs.oneMore')} Icon={PlusIcon} onClick={onOneMore} />
      <ToolButton text={t('shortcuts.title')} Icon={QuestionmarkCircleIcon} onClick={onHelp} />
      {!fullscreen.isFullscreen && (
        <ToolButton
          text={t(hidesToolbar ? 'toolbar.pin' : 'toolbar.hide')}
          Icon={hidesToolbar ? PushPinIcon : ChevronUpIcon}
          onClick={() => onHideToolbar(!hidesToolbar)}
        />
      )}
    </>
  );
}

interface ToolButtonProps {
  text: string;
  Icon: typeof PlusIcon;
  isFirst?: boolean;
  onClick(): void;
}

function ToolButton({ text, Icon, isFirst = false, onClick }: ToolButtonProps) {
  return (
    <Button
      icon
      variant="tertiary"
      data-color="neutral"
      data-first={isFirst}
      aria-label={text}
      title={text}
      onClick={onClick}
    >
      <Icon aria-hidden />
    </Button>
  );
}

interface PanelButtonProps extends Pick<SessionViewProps, 'status' | 'onPanel'> {
  entry: PanelEntry;
  open: string;
}

/** Opens and closes a panel, and says how many things wait in it. */
function PanelButton({ entry, status, open, onPanel }: PanelButtonProps) {
  const { t } = useTranslation();
  const { name, label, Icon, startsGroup } = entry;
  const count = entry.count?.(status) ?? 0;
  const lineWords = useLineWords();
  const line = entry.showsLine && status.phase === 'connected' ? status.line : undefined;
  const more = line === undefined ? count || '' : lineWords(line);
  // Not in brackets: what stands in them is no part of a name (WCAG 2.5.3).
  const told = more === '' ? t(label) : `${t(label)}: ${more}`;
  const isOpen = open === name;
  return (
    <Button
      icon
      variant={isOpen ? 'secondary' : 'tertiary'}
      data-color="neutral"
      aria-label={told}
      title={told}
      aria-expanded={isOpen}
      aria-controls={panelId(name)}
      data-first={startsGroup ?? false}
      onClick={() => onPanel(isOpen ? '' : name)}
    >
      {line === undefined ? <Icon aria-hidden /> : <LineBars line={line} />}
      {count > 0 && (
        <span className="toolbar-count unread-mark" aria-hidden>
          {count}
        </span>
      )}
    </Button>
  );
}
