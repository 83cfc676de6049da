import type { Grant, Password, SessionId } from '@fjernhjelp/protocol';
import type { ViewerCounters } from './counters/counters.ts';
import type { Scale } from './display/place-picture.ts';
import type { DrawingTools } from './drawing/drawing.ts';
import type { ViewerFiles } from './files/files.ts';
import type { NamedKey } from './input/input.ts';
import type { KeyWay } from './input/key-way.ts';
import type { ViewerStatus } from './status.ts';
import type { ViewerVoiceActions } from './voice/voice.ts';
import type { Sharpness } from './watch/picture-bound.ts';

export interface ViewerOptions {
  /** "ws://host:port" or "wss://host:port". */
  serverUrl: string;
  id: SessionId;
  password: Password;
  /** Who the helper says they are, and why they ask; cut at the protocol's limits. */
  name: string;
  organisation: string;
  reason: string;
  /** The display is put in here and fills it. */
  container: HTMLElement;
  /** Accessible name of the screen element, in the person's language. */
  label?: string;
  /** The same of what lies over it to be drawn on. */
  drawingLabel?: string;
  /** How to leave the screen with the keyboard (`releaseChord`), in the person's language: for screen readers. */
  description?: string;
  /** The helper pressed `releaseChord`: put the focus on something of the page. Without it the screen just loses it. */
  onRelease?: () => void;
}

/** What the helper does in the chat; what there is to see of it is in the status. */
export interface ViewerChatActions {
  /** @returns false when it could not be sent: not granted, nothing but blanks, or too many wait */
  say(text: string): boolean;
  /** All messages that there are have been seen. */
  read(): void;
}

/** What the helper does with the clipboard beyond copying and pasting; what became of it is in the status. */
export interface ViewerClipboardActions {
  /** Sends what is on the helper's clipboard now; in a click, as some browsers want that. */
  send(): void;
  /** Sends what the helper pasted into the page. */
  sendThis(transfer: DataTransfer): void;
}

export interface Viewer {
  readonly status: ViewerStatus;
  readonly files: ViewerFiles;
  /** Hears of each change. @returns what stops it */
  subscribe(listener: (status: ViewerStatus) => void): () => void;
  requestGrant(grant: Grant, reason: string): void;
  dropGrant(grant: Grant): void;
  /** Gives control back for that person to have it, if the user agrees. */
  handOver(person: number): void;
  /** fit: all of it, in the room that there is · actual: one remote pixel on one of this screen */
  setScale(scale: Scale): void;
  /** Shows another of the screens in `status`, and goes on no more with the pointer; one that is gone changes nothing. */
  showScreen(screen: number): void;
  /** How the host finds the key for what the helper presses; "automatic" at first. */
  setKeyWay(way: KeyWay): void;
  /** Presses keys that the browser or the helper's system keeps for itself, as "Alt" and "Tab". Needs control. */
  pressKeys(keys: readonly NamedKey[]): void;
  /**
   * Types the text where the user's caret is, slowly: `status.typing` tells how far it is.
   * @returns false without control, while the user's own hand is at work, while another text is typed, and for one that is empty or
   *   longer than `typedTextMaxCharacters`
   */
  typeText(text: string): boolean;
  stopTyping(): void;
  /** Records what the helper sees: `status.recording` tells of it. Needs the grant. @returns false without it, or while one runs */
  startRecording(): boolean;
  stopRecording(): void;
  /** Lets the user record, who has asked for it, or does not, or no longer. */
  answerUserRecording(agrees: boolean): void;
  /** Shows all screens in one view, as they lie on the user's desktop. */
  showAllScreens(): void;
  /** Shows whichever screen the pointer is on, until another is chosen. */
  setFollowing(isFollowing: boolean): void;
  /**
   * Shows a screen in a window of its own, on a free monitor of the helper's where the browser tells of them. To be called
   * when the helper has pressed something.
   * @returns false when the browser opens no windows for this page
   */
  openWindow(screen: number, title: string): Promise<boolean>;
  closeWindow(screen: number): void;
  /** Pointing and drawing on the user's screens. */
  readonly drawing: DrawingTools;
  /** Whether somebody looks at small pictures of all screens: they come only meanwhile. */
  setThumbnails(isOn: boolean): void;
  /** Fills the canvas with that screen. @returns false while nothing of it has come */
  drawThumbnail(screen: number, canvas: HTMLCanvasElement): boolean;
  /** automatic: a smaller picture may be asked for while the line is thin and the screen is shown small · always: never */
  setSharpness(sharpness: Sharpness): void;
  /** Whether there may be a direct path to the host, which shows the user's program this machine's addresses; at first there may. */
  setDirect(isAllowed: boolean): void;
  /** Whether somebody looks at the counters: the host's own come only meanwhile. */
  setCounted(isCounted: boolean): void;
  /** @returns what was counted until now; a copy */
  counters(): ViewerCounters;
  readonly chat: ViewerChatActions;
  readonly clipboard: ViewerClipboardActions;
  /** Asks what kind of machine the user has; they see it before it is sent. */
  askSystemInformation(): void;
  readonly voice: ViewerVoiceActions;
  /** Gives the keyboard to the remote screen. */
  focus(): void;
  /** Lets go of whatever the helper holds down on the user's machine. */
  letGo(): void;
  /**
   * Another session lies before this one on the page: nothing stays pressed, the clipboard is let be, a call is muted (and stays so until the
   * helper wants to be heard again), and no pictures are asked for but those of windows of their own and of a recording.
   */
  setBehind(isBehind: boolean): void;
  /** The helper ends the session. */
  end(): void;
  /** The page goes away: ends the session too. May be called twice. */
  close(): void;
}
