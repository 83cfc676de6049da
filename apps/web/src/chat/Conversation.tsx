import './chat.css';
import { Paragraph } from '@digdir/designsystemet-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { localesOf } from '../language/locales.ts';
import type { ChatLine } from './line.ts';
import { SaveChat } from './SaveChat.tsx';

export interface ConversationProps {
  lines: readonly ChatLine[];
  /** On their way. */
  waiting?: readonly string[];
  /** Nobody has seen these, and nobody will. */
  unsaid?: readonly string[];
  /** Who has read the last message of one's own. */
  readers: readonly string[];
  /** Where one writes, or why one cannot. */
  children: ReactNode;
}

/** What was said, as plain text, and below it what is written next. News is said by `NewMessage`, once, and not by the log. */
export function Conversation({ lines, waiting = [], unsaid = [], readers, children }: ConversationProps) {
  const { t, i18n } = useTranslation();
  const log = useRef<HTMLDivElement>(null);
  const isEmpty = lines.length + waiting.length + unsaid.length === 0;
  const lastOwn = lines.findLast(({ own }) => own)?.number;
  const newest = `${lines.at(-1)?.number} ${waiting.length} ${unsaid.length}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest is scrolled to when there is another.
  useEffect(() => {
    // Not returned: newer browsers answer with a promise, which is no clean-up.
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [newest]);
  return (
    <>
      <div
        className="chat-log"
        role="log"
        aria-live="off"
        aria-label={t('chat.title')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        ref={log}
      >
        {isEmpty && <Paragraph>{t('chat.empty')}</Paragraph>}
        {lines.map((line) => (
          <div key={line.number} className="chat-message" data-own={line.own}>
            <div className="chat-head">
              <b>{line.own ? t('chat.you') : line.name}</b>
              <time dateTime={new Date(line.atMs).toISOString()}>
                {new Intl.DateTimeFormat(localesOf(i18n.language), { timeStyle: 'short' }).format(line.atMs)}
              </time>
            </div>
            <p>{line.text}</p>
            {line.number === lastOwn && readers.length > 0 && (
              <span className="chat-mark">
                {t('chat.readBy', { names: new Intl.ListFormat(localesOf(i18n.language)).format(readers) })}
              </span>
            )}
          </div>
        ))}
        <Undelivered texts={unsaid} mark={t('chat.unsaid')} />
        <Undelivered texts={waiting} mark={t('chat.waiting')} />
      </div>
      {children}
      <SaveChat lines={lines} />
    </>
  );
}

function Undelivered({ texts, mark }: { texts: readonly string[]; mark: string }) {
  return texts.map((text, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they have no number yet, and the same may be written twice.
    <div key={`${index} ${text}`} className="chat-message" data-own>
      <p>{text}</p>
      <span className="chat-mark">{mark}</span>
    </div>
  ));
}
