import type { VoiceProblem } from '@fjernhjelp/protocol';
import type { OpenVoicePeer } from '@fjernhjelp/session/voice';

/**
 * The user's microphone and speaker. They are a page's: of the client's window, which is the same on every system, or of the
 * browser door.
 */
export interface UserVoice {
  /** Why nobody can talk here just now; undefined when one can. */
  readonly unable: VoiceProblem | undefined;
  /** @param changed `unable` is another. @returns what ends that */
  watch(changed: () => void): () => void;
  /** One for each helper at the most. */
  readonly open: OpenVoicePeer;
}

/** What the user sees of talking with one helper. */
export interface HostVoice {
  /** connecting: the microphone or the way to the helper is not there yet, or not just now · on: both can hear each other */
  readonly state: 'off' | 'connecting' | 'on';
  /** By the user, and by the helper. */
  readonly isMuted: boolean;
  readonly isTheirMuted: boolean;
  /** Why it is not possible at all. */
  readonly unable?: VoiceProblem;
  /** Why the last try came to nothing, and at whose end. */
  readonly problem?: { readonly why: VoiceProblem; readonly isTheirs: boolean };
}
