import type { HostStatus } from '@fjernhjelp/host/status';
import { USER } from '@fjernhjelp/protocol';
import { useTranslation } from 'react-i18next';
import type { ChatLine } from '../../chat/line.ts';

/** @returns the conversation as the user reads it */
export function useChatLines({ chat }: HostStatus): readonly ChatLine[] {
  const { t } = useTranslation();
  return (chat?.messages ?? []).map(({ person, name, ...said }) => ({
    ...said,
    own: person === USER,
    name: name || t('window.someone'),
  }));
}

/** @returns how many messages of helpers the user has not seen */
export function unreadOf({ chat }: HostStatus): number {
  const readUpTo = chat?.reads.find(({ person }) => person === USER)?.upTo ?? 0;
  return chat?.messages.filter(({ number, person }) => person !== USER && number > readUpTo).length ?? 0;
}
