import { Button, Card, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { HostStatus } from '@fjernhjelp/host/status';
import { USER } from '@fjernhjelp/protocol';
import { ChatIcon } from '@navikt/aksel-icons';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Composer } from '../../chat/Composer.tsx';
import { Conversation } from '../../chat/Conversation.tsx';
import { useSeen } from '../../chat/use-seen.ts';
import type { PhaseProps } from '../UserWindow.tsx';
import { useHelperName } from '../use-headline.ts';
import { unreadOf, useChatLines } from './use-chat.ts';

/** What the user and the helpers write to each other. Opens by itself with the first message, as it is for the user. */
type ChatProps = Pick<PhaseProps, 'status' | 'send'>;

export function Chat({ status, send }: ChatProps) {
  const { t } = useTranslation();
  const { chat } = status;
  const [isChosen, setChosen] = useState<boolean>();
  if (chat === undefined) return null;
  const hasMessages = chat.messages.length > 0;
  const isShown = isChosen ?? hasMessages;
  const unread = unreadOf(status);
  if (!hasMessages && !chat.isOpen) return null;
  return (
    <section>
      <Button
        variant={unread > 0 && !isShown ? 'primary' : 'tertiary'}
        className={unread > 0 && !isShown ? undefined : 'flush'}
        data-size="sm"
        aria-expanded={isShown}
        aria-controls={isShown ? 'chat' : undefined}
        onClick={() => setChosen(!isShown)}
      >
        <ChatIcon aria-hidden />
        {hasMessages ? t('chat.title') : t('chat.open')}
        {unread > 0 && !isShown && ` · ${t('chat.unread', { count: unread })}`}
      </Button>
      {isShown && <OpenChat status={status} chat={chat} send={send} />}
    </section>
  );
}

function OpenChat({ status, chat, send }: ChatProps & { chat: NonNullable<HostStatus['chat']> }) {
  const { t } = useTranslation();
  const nameOf = useHelperName();
  const lines = useChatLines(status);
  const newest = lines.at(-1)?.number ?? 0;
  const seen = useCallback(() => send({ type: 'read-chat', upTo: newest }), [send, newest]);
  useSeen(newest, seen);
  const lastOwn = lines.findLast(({ own }) => own)?.number ?? Number.POSITIVE_INFINITY;
  const readers = chat.reads
    .filter(({ person, upTo }) => person !== USER && upTo >= lastOwn)
    .flatMap(({ person }) => {
      const helper = status.helpers.find((each) => each.person === person);
      return helper === undefined ? [] : [nameOf(helper)];
    });

  function say(text: string): boolean {
    send({ type: 'say', text });
    return true;
  }

  return (
    <Card className="chat" id="chat">
      <Heading level={2} className="ds-sr-only">
        {t('chat.title')}
      </Heading>
      <Conversation lines={lines} readers={readers}>
        {chat.isOpen ? <Composer writer="user" say={say} /> : <Paragraph>{t('chat.offUser')}</Paragraph>}
      </Conversation>
    </Card>
  );
}
