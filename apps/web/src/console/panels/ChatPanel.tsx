import '../../chat/chat.css';
import { Button, Paragraph } from '@digdir/designsystemet-react';
import { USER } from '@fjernhjelp/protocol';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Composer } from '../../chat/Composer.tsx';
import { Conversation } from '../../chat/Conversation.tsx';
import { useSeen } from '../../chat/use-seen.ts';
import { useChatLines } from '../session/use-chat-lines.ts';
import { Panel } from './Panel.tsx';
import type { PanelProps } from './panels.ts';

/** What user and helpers write to each other. */
export function ChatPanel({ status, viewer, isShown, onAsk, onDrop: _, ...frame }: PanelProps) {
  const { t } = useTranslation();
  const { chat, people, you, grants, requestedGrant, paused } = status;
  const lines = useChatLines(status);
  const seen = useCallback(() => {
    if (isShown) viewer?.chat.read();
  }, [viewer, isShown]);
  useSeen(lines.at(-1)?.number ?? 0, seen);
  const lastOwn = lines.findLast(({ own }) => own)?.number ?? Number.POSITIVE_INFINITY;
  const readers = (chat?.reads ?? [])
    .filter(({ person, upTo }) => upTo >= lastOwn && person !== you)
    .flatMap(({ person }) => {
      if (person === USER) return [t('chat.user')];
      const reader = people.find((one) => one.person === person);
      return reader === undefined ? [] : [reader.name || t('people.someone')];
    });
  return (
    <Panel {...frame} title={t('chat.title')} closeLabel={t('chat.close')}>
      <Conversation lines={lines} waiting={chat?.waiting ?? []} unsaid={chat?.unsaid ?? []} readers={readers}>
        {!grants.includes('chat') ? (
          <div className="chat-off">
            <Paragraph>{t('chat.offHelper')}</Paragraph>
            <Button
              variant="secondary"
              aria-disabled={requestedGrant !== undefined}
              onClick={() => requestedGrant === undefined && onAsk('chat')}
            >
              {t(requestedGrant === 'chat' ? 'chat.asked' : 'chat.ask')}
            </Button>
          </div>
        ) : paused ? (
          <Paragraph>{t('chat.paused')}</Paragraph>
        ) : (
          <Composer writer="helper" say={(text) => viewer?.chat.say(text) ?? false} />
        )}
      </Conversation>
    </Panel>
  );
}
