import type { EndReason, Grant, PairingCode, Person, TransportCode } from '@fjernhjelp/protocol';
import type { TransferStatus } from '@fjernhjelp/session/transfer';
import type { FilesStatus } from './files/files.ts';
import type { Screens } from './watch/shown-screen.ts';

export type { TransferStatus };

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
  /** What the user has given; while `paused` none of it may be used. */
  readonly grants: readonly Grant[];
  /** All that this host could give; empty until the user has let the helper in. */
  readonly possible: readonly Grant[];
  /** The user has stopped everything for a while. */
  readonly paused: boolean;
  /** The user's own hand is on the mouse or keyboard: input waits. */
  readonly userActive: boolean;
  /** Everybody who was let in, and which of them this helper is. */
  readonly people: readonly Person[];
  readonly you?: number;
  /** With this a colleague gets in, once: sixteen letters, ungrouped. */
  readonly invitation?: string;
  /** A grant that was asked for and is not answered yet. */
  readonly requestedGrant?: Grant;
  /** The last one that the user declined; cleared by the next request. */
  readonly declinedGrant?: Grant;
  /** The size of the shown screen, in its own pixels. */
  readonly screen?: { readonly widthPx: number; readonly heightPx: number };
  /** Which screens there are, and which of them is shown; missing until the host has told. */
  readonly screens?: Screens;
  /** Files to and from the user; missing until there was one. */
  readonly files?: FilesStatus;
  readonly endReason?: EndReason;
  readonly failure?: {
    readonly code: PairingCode | TransportCode | 'unsupported-browser';
    /** With "wrong-password": how many more tries before the user gets a new password. */
    readonly triesLeft?: number;
  };
}

/** Before anything is known. */
export const firstStatus: ViewerStatus = {
  phase: 'connecting',
  grants: [],
  possible: [],
  paused: false,
  userActive: false,
  people: [],
};
