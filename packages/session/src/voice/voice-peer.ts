import type { IceServer, VoiceDescription, VoiceProblem } from '@fjernhjelp/protocol';

/**
 * One end of one call: a microphone, a speaker and the way to the other end (PROTOCOL.md VO2–VO5). A page has it; the
 * user's program has it through the page of its window.
 */
export interface VoicePeer {
  /** What the other end answered to the offer; once. */
  take(description: VoiceDescription): void;
  /** Nothing of the microphone goes out. */
  setMuted(isMuted: boolean): void;
  /** Lets go of the microphone and the way at once. No listener is called after that. May be called twice. */
  close(): void;
}

export interface VoicePeerOptions {
  readonly iceServers: readonly IceServer[];
  readonly isMuted: boolean;
  /** What the other end offered. Without it this end offers. */
  readonly offer?: VoiceDescription;
}

export interface VoicePeerListener {
  /** What the other end must be told; the microphone is there. */
  described(description: VoiceDescription): void;
  /** Both ends are there, for the first time or again. */
  connected(): void;
  /** Nothing comes just now; it may by itself. */
  interrupted(): void;
  /** It came to nothing, or broke for good. Nothing follows. */
  failed(why: VoiceProblem): void;
}

/** Nothing is told before the return. */
export type OpenVoicePeer = (options: VoicePeerOptions, listener: VoicePeerListener) => VoicePeer;
