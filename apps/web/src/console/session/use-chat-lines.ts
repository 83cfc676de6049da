import { USER } from '@fjernhjelp/protocol';
import type { ViewerStatus } from '@fjernhjelp/viewer';
import { useTranslation } from 'react-i18next';
import type { ChatLine } from '../../chat/line.ts';

/** @returns the conversation as the helper reads it */
export function useChatLines({ chat }: ViewerStatus): readonly ChatLine[] {
  const { t } = useTranslation();
  return (chat?.messages ?? []).map(({ person, name, ...said }) => ({
    ...said,
    name: person === USER ? t('chat.user') : name || t('people.someone'),
  }));
}

/** @returns how many messages of others the helper has not seen */
export function unreadOf({ chat }: Pick<ViewerStatus, 'chat'>): number {
  return chat?.messages.filter(({ number, own }) => !own && number > chat.readUpTo).length ?? 0;
}
