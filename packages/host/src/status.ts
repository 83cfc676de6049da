import type {
  ChatMessage,
  ChatRead,
  EndingWhy,
  EndReason,
  LeftInFiles,
  Obstacle,
  Receipt,
  RecordingCode,
  SystemReport,
} from '@fjernhjelp/protocol';
import type { ClipboardNews, LineStatus } from '@fjernhjelp/session';
import type { TransferStatus } from '@fjernhjelp/session/transfer';
import type { FilePlace } from './files/file-store.ts';
import type { GrantRequest, HeldGrant } from './grant-book.ts';
import type { RecordingTrouble } from './recording/session-recorder.ts';
import type { HostVoice } from './voice/user-voice.ts';

export { parseUserCommand, type UserCommand } from './user-command.ts';
export type { FilePlace };

/**
 * All that the user's window shows, as plain JSON; a new one is pushed on every change.
 * The browser door and the client's window show the same thing.
 */
export interface HostStatus {
  /**
   * connecting: no ID yet, the server is being reached · waiting: ID and password shown ·
   * asking: a helper knew the password and waits for the user's consent · sharing: somebody is in ·
   * reconnecting: was sharing or asking, the line broke · ended: over, for `endReason`.
   * With several helpers the first of sharing, reconnecting, asking that fits; `helpers` has each.
   */
  readonly phase: 'connecting' | 'waiting' | 'asking' | 'sharing' | 'reconnecting' | 'ended';
  /** Nine digits, ungrouped; while there is one. */
  readonly id?: string;
  /** Sixteen letters, ungrouped; only while somebody may come in with it. */
  readonly password?: string;
  /** False while the line to the server is broken (in any phase); it is being tried again. */
  readonly online: boolean;
  /** Wrong passwords since this password was made, and how many make a new one. */
  readonly wrongTries: number;
  readonly maxTries: number;
  /** The password was replaced because of too many wrong ones; until the next helper is let in. */
  readonly passwordReplaced: boolean;
  /** The user has stopped everything for a while: nobody sees or does anything. */
  readonly paused: boolean;
  /** There is a key on the keyboard that does the same. */
  readonly pauseKey?: boolean;
  /** The user waits for one more helper; `password` is for them. */
  readonly inviting: boolean;
  /** Whether the user lets helpers come by a direct path, which shows them this machine's addresses; missing where there is none. */
  readonly directAllowed?: boolean;
  /** Everybody who said who they are, in the order in which they came. */
  readonly helpers: readonly HelperStatus[];
  /** What keeps somebody who may see from seeing, or from steering where they may, just now. */
  readonly obstacle?: Obstacle;
  /** The session will be over then (milliseconds since 1970), unless the user wants to go on. */
  readonly ending?: { readonly why: EndingWhy; readonly atMs: number };
  /** Helpers who left in the middle of files while others stay, until the user has seen it. */
  readonly leftInFiles?: readonly LeftInFiles[];
  readonly endReason?: EndReason;
  /** After "ended", when somebody had been let in. */
  readonly receipt?: Receipt;
  /** What was written; it stays after the end, until the user starts again. */
  readonly chat?: HostChat;
  /** The user's own recording; missing where the user cannot record. It stays after the end, until the user starts again. */
  readonly recording?: HostRecording;
}

/** What the user records of the session, and where. */
export interface HostRecording {
  /**
   * idle: nothing · asking: the helpers are asked · declined: one of them does not want it · running: it is written ·
   * closing: no more is, and the file is being closed · done: it is closed · failed: it could not be begun, or broke off
   * for `why`; what was written until then plays
   */
  readonly state: 'idle' | 'asking' | 'declined' | 'running' | 'closing' | 'done' | 'failed';
  readonly why?: RecordingTrouble;
  /** While running: somebody came in who has not answered, and nothing is added. */
  readonly isWaiting?: boolean;
  /** Where it can land; the first is offered first. */
  readonly places: readonly FilePlace[];
  /** Where recordings are played. */
  readonly playerUrl: string;
  /** What opens it; nobody else keeps it. */
  readonly code?: RecordingCode;
  /** Milliseconds since 1970. */
  readonly startedAtMs?: number;
  /** Of the file, once there is one. */
  readonly path?: string;
  readonly sizeBytes?: number;
}

/** What kind of machine this is: being found out, shown to the user, or sent as it was shown. */
export type HostSystemInformation =
  | { readonly state: 'reading' }
  | { readonly state: 'shown' | 'sent'; readonly report: SystemReport };

/** The chat, as the user sees it. */
export interface HostChat {
  /** The oldest first, at most `limits.chatMessages`. */
  readonly messages: readonly ChatMessage[];
  /** How far each person has read, the user among them. */
  readonly reads: readonly ChatRead[];
  /** Somebody may read what the user writes now. */
  readonly isOpen: boolean;
}

/** Files that the user has copied and this helper can be sent; they know nothing of it. */
export interface HostCopiedFiles {
  /** The number to send it under. */
  readonly copy: number;
  /** Of the first few, safe to show. */
  readonly names: readonly string[];
  /** Of files and folders, as they were copied. */
  readonly count: number;
  /** Why they could not be sent. */
  readonly problem?: TransferStatus['problem'];
}

/** One helper, as the user sees them: as they stated it, never verified. */
export interface HelperStatus {
  /** Their number in this session, from 1. */
  readonly person: number;
  readonly name: string;
  readonly organisation: string;
  readonly reason: string;
  /** asking: not let in yet · …-broken: the same, and their line is broken */
  readonly state: 'asking' | 'asking-broken' | 'sharing' | 'sharing-broken';
  readonly grants: readonly HeldGrant[];
  /** Something that they have drawn is on the screens. */
  readonly hasDrawn?: boolean;
  /** A grant that they ask for just now. */
  readonly request?: GrantRequest;
  /** They record what they see of the screen just now. */
  readonly recording?: boolean;
  /** How the line to them does; missing until it is known. */
  readonly line?: Pick<LineStatus, 'path' | 'quality'>;
  /** Files to and from them, and where what comes can land. */
  readonly files?: {
    readonly transfers: readonly TransferStatus[];
    readonly places: readonly FilePlace[];
    readonly copied?: HostCopiedFiles;
  };
  /** What the helper asked of this machine: missing until they ask, and when it was not sent. */
  readonly systemInformation?: HostSystemInformation;
  /** What became of the last thing that was copied, each way. */
  readonly clipboard?: { readonly toUser?: ClipboardNews; readonly fromUser?: ClipboardNews };
  /** Whether they talk with the user; missing where nobody can. */
  readonly voice?: HostVoice;
}
