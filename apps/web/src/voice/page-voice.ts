import type { UserVoice } from '@fjernhjelp/host';
import { openBrowserVoicePeer } from '@fjernhjelp/viewer/voice';

/** This page's own microphone and speaker, for a user who has a page: the client's window, or the browser door. */
export function createPageVoice(): UserVoice {
  const canTalk = navigator.mediaDevices !== undefined && 'RTCPeerConnection' in globalThis;
  return {
    unable: canTalk ? undefined : 'unsupported',
    // What a browser can, it can for as long as the page is there.
    watch: () => () => {},
    open: openBrowserVoicePeer,
  };
}
