import type { HelperStatus, HostStatus } from '@fjernhjelp/host/status';
import type { TransferStatus } from '@fjernhjelp/viewer/status';
import { useTranslation } from 'react-i18next';
import { useFileWords } from '../files/use-file-words.ts';
import { localesOf } from '../language/locales.ts';
import type { HostLine } from './use-host-line.ts';

export interface Headline {
  readonly text: string;
  /** The user is asked something: said at once, whatever the screen reader is reading. */
  readonly isUrgent: boolean;
}

/** @returns the one sentence that says what is going on: heading, title of the window and announcement */
export function useHeadline(line: HostLine): Headline {
  const { t, i18n } = useTranslation();
  const nameOf = useHelperName();
  const { what } = useFileWords();
  if (line === 'closed') return { text: t('window.closedTitle'), isUrgent: false };
  if (line === 'opening') return { text: t('window.connectingTitle'), isUrgent: false };
  const asking = askingOf(line);
  if (line.phase !== 'asking' && asking !== undefined)
    return { text: t('window.alsoAsking', { name: nameOf(asking) }), isUrgent: true };
  const requesting = requestingOf(line);
  if (requesting?.request !== undefined) {
    const { grant, isOffered } = requesting.request;
    const name = nameOf(requesting);
    const text = isOffered ? t('voice.offerTitle', { name }) : t(`grants.${grant}.request`, { name });
    return { text, isUrgent: true };
  }
  const offering = line.helpers.flatMap((helper) => {
    const transfer = helper.files?.transfers.find(isOffered);
    return transfer === undefined ? [] : [{ helper, transfer }];
  })[0];
  if (line.phase === 'sharing' && offering !== undefined) {
    const { helper, transfer } = offering;
    return { text: t('files.offer', { name: nameOf(helper), what: what(transfer) }), isUrgent: true };
  }
  const name = nameOf(mainOf(line));
  const others = line.phase === 'sharing' && !line.paused ? otherWatchers(line).map(nameOf) : [];
  const told = t(titleOf(line), { name });
  if (others.length === 0) return { text: told, isUrgent: line.phase === 'asking' };
  const isSeenOnly = titleOf(line) === 'window.sharingTitle';
  const seeing = isSeenOnly ? [name, ...others] : others;
  const names = new Intl.ListFormat(localesOf(i18n.language)).format(seeing);
  const seen = t('presence.seenBy', { names, count: seeing.length });
  return { text: isSeenOnly ? seen : `${told} · ${seen}`, isUrgent: false };
}

/** @returns what gives a helper's name as stated, or a word for somebody who stated none */
export function useHelperName(): (helper: HelperStatus | undefined) => string {
  const { t } = useTranslation();
  return (helper) => helper?.name || t('window.someone');
}

/** @returns who waits to be let in */
export function askingOf({ helpers }: HostStatus): HelperStatus | undefined {
  return helpers.find(({ state }) => state === 'asking');
}

/** @returns who asks for something more; somebody without a line would not hear the answer, and is not shown */
export function requestingOf({ helpers }: HostStatus): HelperStatus | undefined {
  return helpers.find(({ state, request }) => state === 'sharing' && request !== undefined);
}

/** The helper wants to send files, and the user is asked. */
export const isOffered = ({ direction, state }: TransferStatus): boolean =>
  direction === 'receiving' && state === 'offered';

export const isSharing = ({ state }: HelperStatus): boolean =>
  state === 'sharing' || state === 'sharing-broken';

export const holds = ({ grants }: HelperStatus, wanted: HelperStatus['grants'][number]['grant']): boolean =>
  grants.some(({ grant }) => grant === wanted);

/** @returns the helper that a sentence about one helper is about: who may do the most, and has a line */
export function mainOf({ helpers }: HostStatus): HelperStatus | undefined {
  const sharing = helpers.filter(isSharing);
  const there = sharing.filter(({ state }) => state === 'sharing');
  const candidates = there.length > 0 ? there : sharing;
  return (
    candidates.find((helper) => holds(helper, 'control')) ??
    candidates.find((helper) => holds(helper, 'view')) ??
    candidates[0] ??
    helpers[0]
  );
}

/** @returns who sees the screen besides `mainOf` */
function otherWatchers(status: HostStatus): readonly HelperStatus[] {
  const main = mainOf(status);
  return status.helpers.filter(
    (helper) => helper !== main && helper.state === 'sharing' && holds(helper, 'view'),
  );
}

export function titleOf(status: HostStatus) {
  const main = mainOf(status);
  switch (status.phase) {
    case 'connecting':
      return status.online ? 'window.connectingTitle' : 'window.unreachableTitle';
    case 'waiting':
      return 'window.waitingTitle';
    case 'asking':
      return 'window.askingTitle';
    case 'sharing':
      if (status.paused) return 'window.pausedTitle';
      if (main !== undefined && holds(main, 'control')) return 'window.controlTitle';
      return main !== undefined && holds(main, 'view') ? 'window.sharingTitle' : 'window.hiddenTitle';
    case 'reconnecting':
      return 'window.reconnectingTitle';
    case 'ended':
      return 'window.endedTitle';
  }
}
