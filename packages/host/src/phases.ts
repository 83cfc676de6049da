import type { HostStatus } from './status.ts';

/** Where a host is in its life (PROTOCOL.md EN2). "open": it has an ID, and helpers come and go. */
export type HostState = 'connecting' | 'open' | 'ended';

export type HostEvent =
  /** The broker gave an ID. */
  | 'registered'
  /** The session or the registration is over. */
  | 'over'
  | 'start-again';

/**
 * Where one helper is, from the pairing on. greeting: they knew the password and have not yet said who they are ·
 * `…-broken`: the same, without a line to them.
 */
export type HelperState = 'greeting' | 'asking' | 'asking-broken' | 'sharing' | 'sharing-broken' | 'gone';

export type HelperEvent =
  /** They said who they are. */
  | 'joined'
  | 'allowed'
  | 'line-lost'
  | 'line-back'
  /** They are gone, for whatever reason. */
  | 'left';

/** What is not in the tables cannot happen in that state and changes nothing. */
export const hostTransitions: Readonly<Record<HostState, Partial<Record<HostEvent, HostState>>>> = {
  connecting: { registered: 'open', over: 'ended' },
  open: { over: 'ended' },
  ended: { 'start-again': 'connecting' },
};

export const helperTransitions: Readonly<Record<HelperState, Partial<Record<HelperEvent, HelperState>>>> = {
  greeting: { joined: 'asking', left: 'gone' },
  asking: { allowed: 'sharing', 'line-lost': 'asking-broken', left: 'gone' },
  'asking-broken': { 'line-back': 'asking', left: 'gone' },
  sharing: { 'line-lost': 'sharing-broken', left: 'gone' },
  'sharing-broken': { 'line-back': 'sharing', left: 'gone' },
  gone: {},
};

/** @returns whether the user has let them in */
export const isAdmitted = (state: HelperState): boolean => state === 'sharing' || state === 'sharing-broken';

/**
 * What the user is shown, the most important of all helpers first: somebody sees the screen, somebody asks, a line is
 * broken. A greeting lasts a moment and is not shown.
 */
export function shownPhase(state: HostState, helpers: readonly HelperState[]): HostStatus['phase'] {
  if (state !== 'open') return state;
  if (helpers.includes('sharing')) return 'sharing';
  if (helpers.includes('sharing-broken')) return 'reconnecting';
  if (helpers.includes('asking')) return 'asking';
  return helpers.includes('asking-broken') ? 'reconnecting' : 'waiting';
}
