import type {
  EndingWhy,
  EndReason,
  Grant,
  Locks,
  Obstacle,
  PairingCode,
  Person,
  Receipt,
  TransportCode,
} from '@fjernhjelp/protocol';
import type { ClipboardNews, LineStatus } from '@fjernhjelp/session';
import type { TransferStatus } from '@fjernhjelp/session/transfer';
import type { ViewerChat } from './chat/chat-status.ts';
import type { DrawingStatus } from './drawing/drawing.ts';
import type { FilesStatus } from './files/files.ts';
import type { RecordingStatus, UserRecording } from './recording/recording-status.ts';
import type { ViewerSystemInformation } from './system/system-status.ts';
import type { ViewerVoice } from './voice/voice-status.ts';
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
  /** The lock keys of the user's keyboard, as this helper last heard while in control. */
  readonly userLocks?: Locks;
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
  /** What keeps the helper from seeing or steering just now. */
  readonly obstacle?: Obstacle;
  /** The session will be over then (milliseconds since 1970), unless the user wants to go on. */
  readonly ending?: { readonly why: EndingWhy; readonly atMs: number };
  /** The recording that runs, or was made last. */
  readonly recording?: RecordingStatus;
  /** Whether the user records; missing while they neither do nor ask. */
  readonly userRecording?: UserRecording | undefined;
  /** How the line to the host does; missing until it is known. */
  readonly line?: LineStatus;
  /** The text that is typed, or was last. */
  readonly typing?: TextTyping;
  readonly arrangement?: Arrangement;
  /** Missing until the host has said that drawings can be shown. */
  readonly drawing?: DrawingStatus;
  /** Files to and from the user; missing until there was one. */
  readonly files?: FilesStatus;
  /** What was written; missing until there is something. It stays after the end. */
  readonly chat?: ViewerChat;
  /** What became of what was copied; missing while neither direction is granted for the first time. */
  readonly clipboard?: ViewerClipboard;
  /** What kind of machine the user has; missing until the helper has asked. */
  readonly systemInformation?: ViewerSystemInformation;
  /** Talking with the user; missing until the host has said whether one can. */
  readonly voice?: ViewerVoice;
  readonly endReason?: EndReason;
  /** After "ended", when the user had let the helper in. */
  readonly receipt?: Receipt;
  readonly failure?: {
    readonly code: PairingCode | TransportCode | 'unsupported-browser';
    /** With "wrong-password": how many more tries before the user gets a new password. */
    readonly triesLeft?: number;
  };
}

/** How far the typing of a text has come, in characters. */
export interface TextTyping {
  /** stopped: by the helper · interrupted: control was gone, the line, or the user's own hand came in between */
  readonly state: 'running' | 'done' | 'stopped' | 'interrupted';
  readonly typed: number;
  readonly total: number;
}

/** The longest text that is typed key by key: at its pace, one and a half minutes. */
export const typedTextMaxCharacters = 5000;

/** How the screens are shown. */
export interface Arrangement {
  /** All in one view. */
  readonly isAll: boolean;
  /** The screen that the pointer is on is shown. */
  readonly isFollowing: boolean;
  /** Those that have a window of their own. */
  readonly windows: readonly number[];
}

/** The clipboard, each way: what became of the last thing that was copied. */
export interface ViewerClipboard {
  readonly toUser?: ClipboardNews;
  readonly fromUser?: ClipboardNews;
  /** This browser does not let a page read the clipboard by itself: the helper sends it with a button, or pastes. */
  readonly isManual: boolean;
  /** What came from the user is put on the clipboard with the helper's next click in the page. */
  readonly isWaiting: boolean;
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
