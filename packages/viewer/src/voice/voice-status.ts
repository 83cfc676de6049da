import type { VoiceProblem } from '@fjernhjelp/protocol';

/** Talking with the user, as the helper sees it. */
export interface ViewerVoice {
  /**
   * off: not granted, or it came to nothing · offered: the user would like to, and this helper has not answered ·
   * connecting: microphone, user or way are not there yet, or not just now · on: both can hear each other
   */
  readonly state: 'off' | 'offered' | 'connecting' | 'on';
  /** By the helper, and by the user. */
  readonly isMuted: boolean;
  readonly isTheirMuted: boolean;
  /** How loud the user is here: 0 … 1. */
  readonly volume: number;
  /** The microphone that was chosen; "" for the system's own choice. */
  readonly microphoneId: string;
  /** Why it is not possible at all, and at whose end. */
  readonly unable?: { readonly why: VoiceProblem; readonly isTheirs: boolean };
  /** Why the last try came to nothing, and at whose end. */
  readonly problem?: { readonly why: VoiceProblem; readonly isTheirs: boolean };
}
