import type { DesktopEvent } from '../../events.ts';

/** What the worker is started with, besides its port. */
export interface ListenerData {
  /** One Int32: 1 when a log-off need not wait for the main thread any longer. */
  readonly closed: SharedArrayBuffer;
}

/** Main thread → worker. */
export interface ToListener {
  readonly type: 'watch-input';
  readonly on: boolean;
}

/** Worker → main thread. */
export type FromListener =
  | { readonly type: 'event'; readonly event: DesktopEvent }
  /** A key press or mouse move that is not the helper's; told at most every 50 ms. */
  | { readonly type: 'local-input' }
  /** The user has pressed the pause key. */
  | { readonly type: 'pause-key' };
