import type { HostStatus } from '@fjernhjelp/host/status';
import type { SharedSurface, ShareProblem } from './capture/choose-screen.ts';

/** What the user shares with the browser's leave; helpers see it only when they are let in. */
export type ShareStatus =
  /** Nothing yet, or nothing any more; `problem` of the last try. */
  | { readonly state: 'none'; readonly problem?: ShareProblem }
  /** The browser's dialog is open. */
  | { readonly state: 'choosing' }
  | { readonly state: 'shared'; readonly surface: SharedSurface }
  /** It was ended outside of the page: by the browser's own bar, or the window is gone. Everything is paused. */
  | { readonly state: 'stopped'; readonly problem?: ShareProblem };

export interface DoorStatus {
  readonly host: HostStatus;
  readonly share: ShareStatus;
  /** The server cannot be reached, or does not take this page: nothing goes on. */
  readonly failure?: 'unreachable' | 'refused';
}
