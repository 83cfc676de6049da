import type { ViewerStatus } from '../status.ts';

/**
 * Where a viewer is in its life (PROTOCOL.md, "States of a viewer"). Finer than what the page is shown:
 * `…-broken` is the same state without a line to the host.
 */
export type ViewerState =
  | 'connecting'
  | 'waiting'
  | 'waiting-broken'
  | 'connected'
  | 'connected-broken'
  | 'ended'
  | 'failed';

export type ViewerEvent =
  /** The password was right and the channel is open. */
  | 'paired'
  /** The user let the helper in. */
  | 'admitted'
  | 'line-lost'
  | 'line-back'
  /** The session is over, or the helper gave it up. */
  | 'over'
  /** There was never a session. */
  | 'not-paired';

/** What is not in the table cannot happen in that state and changes nothing. */
export const viewerTransitions: Readonly<Record<ViewerState, Partial<Record<ViewerEvent, ViewerState>>>> = {
  connecting: { paired: 'waiting', 'not-paired': 'failed', over: 'ended' },
  waiting: { admitted: 'connected', 'line-lost': 'waiting-broken', over: 'ended' },
  'waiting-broken': { admitted: 'connected-broken', 'line-back': 'waiting', over: 'ended' },
  connected: { 'line-lost': 'connected-broken', over: 'ended' },
  'connected-broken': { 'line-back': 'connected', over: 'ended' },
  ended: {},
  failed: {},
};

export const shownPhases: Readonly<Record<ViewerState, ViewerStatus['phase']>> = {
  connecting: 'connecting',
  waiting: 'waiting',
  'waiting-broken': 'reconnecting',
  connected: 'connected',
  'connected-broken': 'reconnecting',
  ended: 'ended',
  failed: 'failed',
};
