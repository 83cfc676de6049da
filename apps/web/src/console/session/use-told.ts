import type { ViewerStatus } from '@fjernhjelp/viewer';
import { useTranslation } from 'react-i18next';
import { endings, tellFailure, tellState } from './status-texts.ts';

/** @returns the state in a few words */
export function useTold(status: ViewerStatus): string {
  const { t } = useTranslation();
  const { phase, endReason, failure } = status;
  if (phase === 'connecting') return t('session.connectingTitle');
  if (phase === 'waiting') return t('session.waitingTitle');
  if (phase === 'ended' && endReason !== undefined) return t(endings[endReason].title);
  if (phase === 'failed' && failure !== undefined) return t(tellFailure(failure).title);
  return t(tellState(status));
}
