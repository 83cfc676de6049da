import './overlay.css';
import { Button, Card, Heading, Paragraph } from '@digdir/designsystemet-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../../layout/Mark.tsx';
import type { Told } from '../session/status-texts.ts';

export interface OutcomeProps {
  told: Told;
  /** Fills `{{count}}` in the text. */
  count?: number | undefined;
  /** again: the session is over · retry: there was none, and the ID may be right */
  action: 'again' | 'retry';
  onAction(): void;
  /** What is left of the session. */
  children?: ReactNode;
}

/** The end of a session or of a try to begin one: what happened, and the way on. */
export function Outcome({ told, count = 0, action, onAction, children }: OutcomeProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="overlay" data-covers="all">
      <Card className="overlay-card">
        <Mark />
        <Heading level={1} data-size="sm" ref={heading} tabIndex={-1}>
          {t(told.title)}
        </Heading>
        <Paragraph className="lead under">{t(told.text, { count })}</Paragraph>
        {children}
        <Button onClick={onAction}>{action === 'again' ? t('session.again') : t('session.retry')}</Button>
      </Card>
    </div>
  );
}
