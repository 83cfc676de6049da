import './recent.css';
import { Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import { TrashIcon } from '@navikt/aksel-icons';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration, formatPeriod } from '../../receipt/times.ts';
import { endings } from '../session/status-texts.ts';
import { forgetAllRecent, forgetRecent, type RecentSession, readRecent } from './recent-sessions.ts';

/** The helper's last sessions in this browser, to be looked up and forgotten. */
export function RecentSessions() {
  const { t } = useTranslation();
  const [sessions, setSessions] = useState(readRecent);
  const heading = useRef<HTMLHeadingElement>(null);

  /** The button that was pressed is gone: the focus goes to what is above it. */
  function forget(left: readonly RecentSession[]): void {
    setSessions(left);
    heading.current?.focus();
  }

  return (
    <section className="recent" aria-labelledby="recent-title">
      <div className="recent-head">
        <Heading level={2} data-size="xs" id="recent-title" ref={heading} tabIndex={-1}>
          {t('recent.title')}
        </Heading>
        {sessions.length > 0 && (
          <Button
            variant="tertiary"
            data-size="sm"
            data-color="neutral"
            onClick={() => forget(forgetAllRecent())}
          >
            {t('recent.forgetAll')}
          </Button>
        )}
      </div>
      <Paragraph data-size="sm" className="under">
        {t(sessions.length === 0 ? 'recent.none' : 'recent.text')}
      </Paragraph>
      {sessions.length > 0 && (
        <ul>
          {sessions.map((session) => (
            <Recent
              key={session.fromMs}
              session={session}
              onForget={() => forget(forgetRecent(session.fromMs))}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function Recent({ session, onForget }: { session: RecentSession; onForget(): void }) {
  const { t, i18n } = useTranslation();
  const { fromMs, toMs, endReason, reason, ticket, note } = session;
  const when = formatPeriod(fromMs, toMs, i18n.language);
  return (
    <li>
      <div>
        <strong>{[ticket, reason].filter(Boolean).join(' · ') || t('recent.unnamed')}</strong>
        <span>
          {when} · {formatDuration(toMs - fromMs, i18n.language)} · {t(endings[endReason].title)}
        </span>
        {note !== '' && <span className="recent-note">{note}</span>}
      </div>
      <Button
        icon
        variant="tertiary"
        data-size="sm"
        data-color="neutral"
        aria-label={t('recent.forget', { when })}
        title={t('recent.forget', { when })}
        onClick={onForget}
      >
        <TrashIcon aria-hidden />
      </Button>
    </li>
  );
}
