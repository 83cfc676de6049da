import type { HostStatus } from '@fjernhjelp/host/status';
import type { Grant } from '@fjernhjelp/protocol';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../language/text-key.ts';
import type { HostLine } from './use-host-line.ts';

export interface Headline {
  readonly text: string;
  /** The user is asked something: said at once, whatever the screen reader is reading. */
  readonly isUrgent: boolean;
}

export const requestTitles = {
  view: 'window.requestView',
  point: 'window.requestPoint',
  control: 'window.requestControl',
} as const satisfies Readonly<Record<Grant, TextKey>>;

/** @returns the one sentence that says what is going on: heading, title of the window and announcement */
export function useHeadline(line: HostLine): Headline {
  const { t } = useTranslation();
  const name = useHelperName(typeof line === 'object' ? line : undefined);
  if (line === 'closed') return { text: t('window.closedTitle'), isUrgent: false };
  if (line === 'opening') return { text: t('window.connectingTitle'), isUrgent: false };
  if (line.phase === 'sharing' && line.requestedGrant !== undefined)
    return { text: t(requestTitles[line.requestedGrant.grant], { name }), isUrgent: true };
  return { text: t(titleOf(line), { name }), isUrgent: line.phase === 'asking' };
}

/** @returns the helper's name as stated, or a word for somebody who stated none */
export function useHelperName(status: HostStatus | undefined): string {
  const { t } = useTranslation();
  return status?.helper?.name || t('window.someone');
}

export function titleOf({ phase, online, grants }: HostStatus) {
  switch (phase) {
    case 'connecting':
      return online ? 'window.connectingTitle' : 'window.unreachableTitle';
    case 'waiting':
      return 'window.waitingTitle';
    case 'asking':
      return 'window.askingTitle';
    case 'sharing':
      if (grants.includes('control')) return 'window.controlTitle';
      return grants.includes('view') ? 'window.sharingTitle' : 'window.hiddenTitle';
    case 'reconnecting':
      return 'window.reconnectingTitle';
    case 'ended':
      return 'window.endedTitle';
  }
}
