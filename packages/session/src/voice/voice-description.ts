import { parseVoiceDescription, type VoiceDescription } from '@fjernhjelp/protocol';
import { describeSdp, writeSdp } from '../path/session-description.ts';

/**
 * Reads what the other end must know out of an end's own SDP with one sound (RFC 8866).
 * @returns undefined while something is missing
 */
export function describeVoiceSdp(sdp: string): VoiceDescription | undefined {
  const payload = /^a=rtpmap:(\d+) opus\/48000\/2\r?$/im.exec(sdp)?.[1];
  const path = describeSdp(sdp);
  return parseVoiceDescription({ ...path, payload: Number(payload) });
}

/** @returns the SDP that such an end would have written: one sound each way, Opus (RFC 7587), and nothing else */
export function voiceSdpOf(role: 'offer' | 'answer', description: VoiceDescription): string {
  const { payload } = description;
  return writeSdp(role, description, `audio 9 UDP/TLS/RTP/SAVPF ${payload}`, [
    'a=sendrecv',
    'a=rtcp-mux',
    `a=rtpmap:${payload} opus/48000/2`,
    `a=fmtp:${payload} minptime=10;useinbandfec=1`,
  ]);
}
