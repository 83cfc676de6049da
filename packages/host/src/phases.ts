import type { HostStatus } from './status.ts';

/**
 * Where a host is in its life (PROTOCOL.md, "States of a host"). Finer than what the window shows:
 * greeting: a helper knew the password and has not yet said who they are · `…-broken`: the same, without a line to the helper.
 */
export type HostState =
  | 'connecting'
  | 'waiting'
  | 'greeting'
  | 'asking'
  | 'asking-broken'
  | 'sharing'
  | 'sharing-broken'
  | 'ended';

export type HostEvent =
  /** The broker gave an ID. */
  | 'registered'
  /** A helper knew the password. */
  | 'paired'
  /** The helper said who they are. */
  | 'joined'
  | 'allowed'
  /** The helper is gone before being let in, for whatever reason. */
  | 'left'
  | 'line-lost'
  | 'line-back'
  /** The session or the registration is over. */
  | 'over'
  | 'start-again';

/** What is not in the table cannot happen in that state and changes nothing. */
export const hostTransitions: Readonly<Record<HostState, Partial<Record<HostEvent, HostState>>>> = {
  connecting: { registered: 'waiting', over: 'ended' },
  waiting: { paired: 'greeting', over: 'ended' },
  greeting: { joined: 'asking', left: 'waiting', over: 'ended' },
  asking: { allowed: 'sharing', left: 'waiting', 'line-lost': 'asking-broken', over: 'ended' },
  'asking-broken': { left: 'waiting', 'line-back': 'asking', over: 'ended' },
  sharing: { 'line-lost': 'sharing-broken', over: 'ended' },
  'sharing-broken': { 'line-back': 'sharing', over: 'ended' },
  ended: { 'start-again': 'connecting' },
};

/** What the user is shown of each state. A greeting lasts a moment and is not shown. */
export const shownPhases: Readonly<Record<HostState, HostStatus['phase']>> = {
  connecting: 'connecting',
  waiting: 'waiting',
  greeting: 'waiting',
  asking: 'asking',
  'asking-broken': 'reconnecting',
  sharing: 'sharing',
  'sharing-broken': 'reconnecting',
  ended: 'ended',
};
