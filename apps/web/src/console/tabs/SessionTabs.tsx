import './tabs.css';
import { formatSessionId } from '@fjernhjelp/protocol';
import { PlusIcon, XMarkIcon } from '@navikt/aksel-icons';
import { useTranslation } from 'react-i18next';
import type { OpenSession } from './use-open-sessions.ts';

export interface SessionTabsProps {
  sessions: readonly OpenSession[];
  /** Undefined for the form. */
  shown: number | undefined;
  onShow(number: number | undefined): void;
  onClose(session: OpenSession): void;
}

/** All sessions of the page and the form for one more; there once there is something to choose. */
export function SessionTabs({ sessions, shown, onShow, onClose }: SessionTabsProps) {
  const { t } = useTranslation();
  return (
    <nav className="session-tabs" aria-label={t('tabs.title')} data-color-scheme="dark">
      <ul>
        {sessions.map((session) => (
          <Tab
            key={session.number}
            session={session}
            isShown={session.number === shown}
            onShow={() => onShow(session.number)}
            onClose={() => onClose(session)}
          />
        ))}
        <li data-shown={shown === undefined}>
          <button
            type="button"
            aria-current={shown === undefined ? 'page' : undefined}
            onClick={() => onShow(undefined)}
          >
            <PlusIcon aria-hidden />
            <span>{t('tabs.oneMore')}</span>
          </button>
        </li>
      </ul>
    </nav>
  );
}

interface TabProps {
  session: OpenSession;
  isShown: boolean;
  onShow(): void;
  onClose(): void;
}

function Tab({ session, isShown, onShow, onClose }: TabProps) {
  const { t } = useTranslation();
  const { request, news, isNew } = session;
  const id = formatSessionId(request.id);
  const unread = news?.unread ?? 0;
  return (
    <li data-shown={isShown} data-new={!isShown && (isNew || unread > 0)}>
      <button type="button" aria-current={isShown ? 'page' : undefined} onClick={onShow}>
        <span>
          <strong>{request.reason || id}</strong>{' '}
          <small>{[request.reason !== '' && id, news?.told].filter(Boolean).join(' · ')}</small>
        </span>
        {isNew && <span className="ds-sr-only">{t('tabs.new')}</span>}
        {unread > 0 && (
          <span className="unread-mark">
            {unread} <span className="ds-sr-only">{t('tabs.unread', { count: unread })}</span>
          </span>
        )}
      </button>
      <button
        type="button"
        className="tab-close"
        aria-label={t('tabs.close', { id })}
        title={t('tabs.close', { id })}
        onClick={onClose}
      >
        <XMarkIcon aria-hidden />
      </button>
    </li>
  );
}
