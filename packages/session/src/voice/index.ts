/** How two ends talk: apart from the rest, so that a page with a microphone loads nothing else. */
export { gatheringMs } from '../path/path-peer.ts';
export { describeVoiceSdp, voiceSdpOf } from './voice-description.ts';
export type { OpenVoicePeer, VoicePeer, VoicePeerListener, VoicePeerOptions } from './voice-peer.ts';
