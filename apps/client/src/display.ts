import type { UserVoice } from '@fjernhjelp/host';
import type { HostStatus } from '@fjernhjelp/host/status';

/** Where the user sees the session and acts on it: a window, or a terminal. */
export interface Display {
  show(status: HostStatus): void;
  /** The microphone and speaker of its page; missing where there is no page. */
  readonly voice?: UserVoice;
  /** Takes it down and waits for that. May be called twice. */
  close(): Promise<void>;
}
