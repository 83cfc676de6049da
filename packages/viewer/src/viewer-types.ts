import type { Grant, Password, SessionId } from '@fjernhjelp/protocol';
import type { ViewerCounters } from './counters/counters.ts';
import type { Scale } from './display/place-picture.ts';
import type { ViewerFiles } from './files/files.ts';
import type { ViewerStatus } from './status.ts';
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
  /** How to leave the screen with the keyboard (`releaseChord`), in the person's language: for screen readers. */
  description?: string;
  /** The helper pressed `releaseChord`: put the focus on something of the page. Without it the screen just loses it. */
  onRelease?: () => void;
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
  /** Shows another of the screens in `status`; one that is gone meanwhile changes nothing. */
  showScreen(screen: number): void;
  /** automatic: a smaller picture may be asked for while the line is thin and the screen is shown small · always: never */
  setSharpness(sharpness: Sharpness): void;
  /** Whether somebody looks at the counters: the host's own come only meanwhile. */
  setCounted(isCounted: boolean): void;
  /** @returns what was counted until now; a copy */
  counters(): ViewerCounters;
  /** Gives the keyboard to the remote screen. */
  focus(): void;
  /** The helper ends the session. */
  end(): void;
  /** The page goes away: ends the session too. May be called twice. */
  close(): void;
}
