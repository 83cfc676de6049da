import type { DesktopEvent } from '../../events.ts';
import type { Pointer } from '../libraries.ts';

/** What the worker is started with, besides its port. */
export interface ListenerData {
  /** One Int32: 1 when a log-off need not wait for the main thread any longer. */
  readonly closed: SharedArrayBuffer;
}

/** Worker → main thread. The other way goes by messages to the window. */
export type FromListener =
  | { readonly type: 'opened'; readonly window: Pointer }
  | { readonly type: 'event'; readonly event: DesktopEvent }
  /** A key press or mouse move that is not the helper's; told at most every 50 ms. */
  | { readonly type: 'local-input' };
