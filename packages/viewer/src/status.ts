import type { EndReason, Grant, Obstacle, PairingCode, TransportCode } from '@fjernhjelp/protocol';
import type { Screens } from './watch/shown-screen.ts';

/**
 * All that the console shows of one session, as a plain value; a new one on every change.
 */
export interface ViewerStatus {
  /**
   * connecting: the server and the host are being reached and the password is checked ·
   * waiting: the user is being asked · connected: the picture is shown · reconnecting: the line broke and is tried again ·
   * ended: it was connected or waiting, and is over for `endReason` · failed: it never came to that, for `failure`
   */
  readonly phase: 'connecting' | 'waiting' | 'connected' | 'reconnecting' | 'ended' | 'failed';
  readonly grants: readonly Grant[];
  /** A grant that was asked for and is not answered yet. */
  readonly requestedGrant?: Grant;
  /** The last one that the user declined; cleared by the next request. */
  readonly declinedGrant?: Grant;
  /** The size of the shown screen, in its own pixels. */
  readonly screen?: { readonly widthPx: number; readonly heightPx: number };
  /** Which screens there are, and which of them is shown; missing until the host has told. */
  readonly screens?: Screens;
  /** What keeps the helper from seeing or steering just now. */
  readonly obstacle?: Obstacle;
  readonly endReason?: EndReason;
  readonly failure?: {
    readonly code: PairingCode | TransportCode | 'unsupported-browser';
    /** With "wrong-password": how many more tries before the user gets a new password. */
    readonly triesLeft?: number;
  };
}
