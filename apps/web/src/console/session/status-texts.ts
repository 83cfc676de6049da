import type { EndReason, Obstacle } from '@fjernhjelp/protocol';
import type { ViewerStatus } from '@fjernhjelp/viewer';
import type { TextKey } from '../../language/text-key.ts';

type Failure = NonNullable<ViewerStatus['failure']>;

/** How something is told: a title that says what happened, and a sentence on what to do. */
export interface Told {
  readonly title: TextKey;
  readonly text: TextKey;
}

export const endings: Readonly<Record<EndReason, Told>> = {
  'ended-by-user': { title: 'ended.byUserTitle', text: 'ended.byUserText' },
  'ended-by-helper': { title: 'ended.byHelperTitle', text: 'ended.byHelperText' },
  'ended-by-server': { title: 'ended.byServerTitle', text: 'ended.byServerText' },
  refused: { title: 'ended.refusedTitle', text: 'ended.refusedText' },
  'host-lost': { title: 'ended.hostLostTitle', text: 'ended.hostLostText' },
  'viewer-lost': { title: 'ended.viewerLostTitle', text: 'ended.viewerLostText' },
  tampered: { title: 'ended.tamperedTitle', text: 'ended.tamperedText' },
  'protocol-error': { title: 'ended.protocolTitle', text: 'ended.protocolText' },
  'internal-error': { title: 'ended.internalTitle', text: 'ended.internalText' },
  'time-over': { title: 'ended.timeOverTitle', text: 'ended.timeOverText' },
  idle: { title: 'ended.idleTitle', text: 'ended.idleText' },
  'logged-off': { title: 'ended.loggedOffTitle', text: 'ended.loggedOffText' },
};

export const obstacleTexts: Readonly<Record<Obstacle, TextKey>> = {
  disconnected: 'session.obstacleDisconnected',
  locked: 'session.obstacleLocked',
  'secure-desktop': 'session.obstacleSecure',
  'no-picture': 'session.obstacleNoPicture',
  'protected-window': 'session.obstacleProtected',
  'elevated-window': 'session.obstacleElevated',
};

const tooMany: Told = { title: 'failed.tooManyTitle', text: 'failed.tooManyText' };
const noAnswer: Told = { title: 'failed.noAnswerTitle', text: 'failed.noAnswerText' };
export const unreachable: Told = { title: 'failed.unreachableTitle', text: 'failed.unreachableText' };
const rejected: Told = { title: 'failed.rejectedTitle', text: 'failed.rejectedText' };

const failures: Readonly<Record<Failure['code'], Told>> = {
  'wrong-password': { title: 'failed.wrongPasswordTitle', text: 'failed.wrongPasswordPlain' },
  busy: { title: 'failed.busyTitle', text: 'failed.busyText' },
  'too-many-attempts': tooMany,
  'session-gone': { title: 'failed.goneTitle', text: 'failed.goneText' },
  'version-unsupported': { title: 'failed.versionTitle', text: 'failed.versionText' },
  'pairing-timeout': noAnswer,
  malformed: rejected,
  'unknown-id': { title: 'failed.unknownIdTitle', text: 'failed.unknownIdText' },
  'host-away': { title: 'failed.awayTitle', text: 'failed.awayText' },
  'resume-rejected': rejected,
  'link-expired': noAnswer,
  'too-many-requests': tooMany,
  'server-full': { title: 'failed.fullTitle', text: 'failed.fullText' },
  closed: unreachable,
  unreachable,
  timeout: unreachable,
  'server-restart': { title: 'failed.restartTitle', text: 'failed.restartText' },
  rejected,
  'certificate-untrusted': { title: 'failed.certificateTitle', text: 'failed.certificateText' },
  'unsupported-browser': { title: 'console.missing.title', text: 'console.missing.tooOld' },
};

/** @returns what to tell, where the text of a wrong password may need the number of tries left as `count` */
export function tellFailure({ code, triesLeft }: Failure): Told {
  if (code !== 'wrong-password' || triesLeft === undefined) return failures[code];
  const { title } = failures[code];
  return { title, text: triesLeft === 0 ? 'failed.replacedText' : 'failed.wrongPasswordText' };
}

/** @returns the state of a running session in a few words, for the toolbar */
export function tellState(status: ViewerStatus): TextKey {
  const { phase, grants, requestedGrant, declinedGrant, paused, userActive } = status;
  if (phase === 'reconnecting') return 'session.stateReconnecting';
  if (paused) return 'session.statePaused';
  if (requestedGrant !== undefined) return 'session.stateAsking';
  if (userActive && grants.includes('control')) return 'session.stateUserActive';
  if (grants.includes('control')) return 'session.stateControl';
  if (declinedGrant !== undefined)
    return declinedGrant === 'control' ? 'session.stateDeclined' : 'session.stateDeclinedOther';
  if (!grants.includes('view')) return 'session.stateHidden';
  return grants.includes('point') ? 'session.statePoint' : 'session.stateView';
}
