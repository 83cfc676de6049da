import './typing.css';
import { Button, Field, Label, Paragraph, Textarea, ValidationMessage } from '@digdir/designsystemet-react';
import type { ViewerStatus } from '@fjernhjelp/viewer';
import { typedTextMaxCharacters } from '@fjernhjelp/viewer/status';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../../language/text-key.ts';
import { LiveRegion } from '../../layout/LiveRegion.tsx';
import { Panel } from './Panel.tsx';
import type { PanelProps } from './panels.ts';

const outcomes: Readonly<Record<NonNullable<ViewerStatus['typing']>['state'], TextKey>> = {
  running: 'typing.running',
  done: 'typing.done',
  stopped: 'typing.stopped',
  interrupted: 'typing.interrupted',
};

/** Types a text key by key, for fields that refuse to have it pasted. What is written here is kept nowhere. */
export function TypingPanel({ status, viewer, ...frame }: PanelProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  /** What was typed before this panel was opened is no news. */
  const [before] = useState(status.typing);
  const { typing, phase, paused, grants, userActive } = status;
  const told = typing === before ? undefined : typing;
  const length = [...text.replaceAll('\r\n', '\n')].length;
  const isTooLong = length > typedTextMaxCharacters;
  const isRunning = typing?.state === 'running';
  const mayType = phase === 'connected' && !paused && !userActive && grants.includes('control');
  const isReady = mayType && length > 0 && !isTooLong;
  useEffect(() => field.current?.focus(), []);

  const outcome = told === undefined ? '' : t(outcomes[told.state], { typed: told.typed, total: told.total });
  return (
    <Panel {...frame} title={t('typing.title')} closeLabel={t('typing.close')}>
      <Paragraph>{t('typing.text')}</Paragraph>
      <Field>
        <Label>{t('typing.label')}</Label>
        <Textarea
          ref={field}
          rows={6}
          spellCheck={false}
          autoComplete="off"
          readOnly={isRunning}
          aria-invalid={isTooLong}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        {isTooLong && (
          <ValidationMessage>
            {t('typing.tooLong', { length, maximum: typedTextMaxCharacters })}
          </ValidationMessage>
        )}
      </Field>
      {!mayType && <Paragraph>{t('typing.notNow')}</Paragraph>}
      {isRunning ? (
        <Button variant="secondary" onClick={() => viewer?.stopTyping()}>
          {t('typing.stop')}
        </Button>
      ) : (
        <Button aria-disabled={!isReady} onClick={() => isReady && viewer?.typeText(text)}>
          {t('typing.start')}
        </Button>
      )}
      {told !== undefined && (
        <>
          <progress
            className="typing-progress"
            aria-label={t('typing.title')}
            value={told.typed}
            max={told.total}
          />
          <Paragraph className="typing-outcome">{outcome}</Paragraph>
        </>
      )}
      <LiveRegion text={isRunning ? '' : outcome} />
    </Panel>
  );
}
