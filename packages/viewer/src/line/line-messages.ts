import type { SessionId, TransportCode } from '@fjernhjelp/protocol';

/** Page → line worker, which has one line in its life. */
export type ToLine =
  /** The first. */
  | { readonly type: 'connect'; readonly serverUrl: string; readonly id: SessionId }
  /** Nobody waits for it any more. */
  | { readonly type: 'cancel' }
  /** What is to be sent goes along. tellTaken: "taken" follows, and again until the network has all, or all but little (`TransportListener.drained`). */
  | { readonly type: 'send'; readonly tellTaken: boolean }
  | { readonly type: 'close' };

/** Line worker → page. */
export type FromLine =
  /** It is there. */
  | { readonly type: 'open' }
  /** It did not come about. Nothing follows. */
  | { readonly type: 'failed'; readonly code: TransportCode }
  /** What came goes along. */
  | { readonly type: 'data' }
  /** Of all bytes that were to be sent, the network has taken so many by now. */
  | { readonly type: 'taken'; readonly bytes: number }
  /** It is gone. Nothing follows. */
  | { readonly type: 'closed'; readonly code: TransportCode };
