import { expect, test } from 'vitest';
import { describeVoiceSdp, voiceSdpOf } from './voice-description.ts';

const description = {
  ufrag: 'abcd',
  pwd: 'a'.repeat(22),
  fingerprint: Array.from({ length: 32 }, () => '0F').join(':'),
  candidates: [{ kind: 'srflx' as const, address: '192.0.2.7', port: 5000, priority: 7 }],
  payload: 109,
};

test('VO3 what is read out of an SDP makes one that says the same, with one sound and nothing else', () => {
  const sdp = voiceSdpOf('offer', description);
  expect(describeVoiceSdp(sdp)).toEqual(description);
  expect(sdp.match(/^m=.*$/gm)).toEqual(['m=audio 9 UDP/TLS/RTP/SAVPF 109\r'.trim()]);
  expect(sdp).toContain('a=setup:actpass');
  expect(voiceSdpOf('answer', description)).toContain('a=setup:active');
});

test('VO3 an SDP without Opus, or not finished, is none', () => {
  const sdp = voiceSdpOf('offer', description);
  expect(describeVoiceSdp(sdp.replaceAll('opus', 'PCMU'))).toBeUndefined();
  expect(describeVoiceSdp(sdp.replace('a=ice-pwd', 'a=x'))).toBeUndefined();
  expect(describeVoiceSdp('')).toBeUndefined();
});
