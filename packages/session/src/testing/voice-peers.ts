import type { VoiceDescription } from '@fjernhjelp/protocol';
import type { VoicePeerListener, VoicePeerOptions } from '../voice/voice-peer.ts';

/** One end of a call whose microphone, speaker and way are the test's to say. */
export interface FakeVoicePeer<Options extends VoicePeerOptions = VoicePeerOptions> {
  readonly options: Options;
  /** What happens to it. */
  readonly listener: VoicePeerListener;
  readonly taken: readonly VoiceDescription[];
  readonly isMuted: boolean;
  readonly isClosed: boolean;
}

/** @returns what opens peers, and all that it opened, the oldest first */
export function createFakeVoicePeers<Options extends VoicePeerOptions = VoicePeerOptions>() {
  const peers: FakeVoicePeer<Options>[] = [];
  return {
    peers,
    open(options: Options, listener: VoicePeerListener) {
      const taken: VoiceDescription[] = [];
      const state = { isMuted: options.isMuted, isClosed: false };
      peers.push({
        options,
        listener,
        taken,
        get isMuted() {
          return state.isMuted;
        },
        get isClosed() {
          return state.isClosed;
        },
      });
      return {
        take: (description: VoiceDescription) => void taken.push(description),
        setMuted(isMuted: boolean) {
          state.isMuted = isMuted;
        },
        close() {
          state.isClosed = true;
        },
      };
    },
  };
}

export const someVoiceDescription: VoiceDescription = {
  ufrag: 'abcd',
  pwd: 'a'.repeat(22),
  fingerprint: Array.from({ length: 32 }, () => '0F').join(':'),
  candidates: [{ kind: 'host', address: '192.0.2.7', port: 5000, priority: 1 }],
  payload: 111,
};
