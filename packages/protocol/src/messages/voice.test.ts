import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';
import {
  decodeVoiceToHost,
  decodeVoiceToViewer,
  encodeVoice,
  parseVoiceDescription,
  type VoiceDescription,
  type VoiceToHost,
  type VoiceToViewer,
  voiceProblems,
} from './voice.ts';

const valid: VoiceDescription = {
  ufrag: 'abcd',
  pwd: 'a'.repeat(22),
  fingerprint: Array.from({ length: 32 }, () => '0F').join(':'),
  candidates: [{ kind: 'host', address: '192.0.2.7', port: 5000, priority: 1 }],
  payload: 111,
};
const call = fc.integer({ min: 1, max: 0xffff_ffff });
const why = fc.constantFrom(...voiceProblems);
const description = fc
  .record({ payload: fc.integer({ min: 96, max: 127 }), port: fc.integer({ min: 1, max: 65_535 }) })
  .map(({ payload, port }) => ({ ...valid, payload, candidates: [{ ...valid.candidates[0]!, port }] }));
const either = [
  fc.record({ type: fc.constant('muted' as const), call, isMuted: fc.boolean() }, { noNullPrototype: true }),
  fc.record({ type: fc.constant('give-up' as const), call, why }, { noNullPrototype: true }),
];
const toHost: fc.Arbitrary<VoiceToHost> = fc.oneof(
  ...either,
  fc.record({ type: fc.constant('offer' as const), call, description }, { noNullPrototype: true }),
);
const toViewer: fc.Arbitrary<VoiceToViewer> = fc.oneof(
  ...either,
  fc.record({ type: fc.constant('answer' as const), call, description }, { noNullPrototype: true }),
  fc.record({ type: fc.constant('unable' as const), why }, { noNullPrototype: true }),
  fc.constant<VoiceToViewer>({ type: 'able', iceServers: [{ url: 'stun:stun.example.no' }] }),
);

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const offer = (changes: object) => json({ type: 'offer', call: 1, description: { ...valid, ...changes } });

describe('messages about voice', () => {
  it('VO1 VO2 come back as they were sent', () => {
    fc.assert(
      fc.property(toHost, (message) => {
        expect(decodeVoiceToHost(encodeVoice(message))).toEqual(message);
      }),
    );
    fc.assert(
      fc.property(toViewer, (message) => {
        expect(decodeVoiceToViewer(encodeVoice(message))).toEqual(message);
      }),
    );
  });

  it('VO2 a changed or cut byte gives a message or a violation, nothing else', () => {
    fc.assert(
      fc.property(
        fc.oneof(toHost, toViewer),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (message, at, mask) => {
          const bytes = encodeVoice(message);
          const changed = bytes.slice();
          changed[at % changed.length]! ^= mask;
          for (const candidate of [changed, bytes.subarray(0, at % bytes.length)])
            for (const decode of [decodeVoiceToHost, decodeVoiceToViewer])
              try {
                decode(candidate);
              } catch (error) {
                expect(error).toBeInstanceOf(ProtocolViolation);
              }
        },
      ),
    );
  });

  it.each([
    ['a payload that is not free to use', { payload: 0 }],
    ['a payload that is none', { payload: 128 }],
    ['no payload', { payload: undefined }],
    ['an SDP', { sdp: 'v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96' }],
    ['a line break in the user fragment', { ufrag: 'abcd\r\nm=video 9 UDP/TLS/RTP/SAVPF 96' }],
    ['a name instead of an address', { candidates: [{ ...valid.candidates[0], address: 'a.local' }] }],
    ['too many addresses', { candidates: Array.from({ length: 33 }, () => valid.candidates[0]) }],
  ])('VO3 refuses %s', (_, changes) => {
    expect(() => decodeVoiceToHost(offer(changes))).toThrow(ProtocolViolation);
    expect(parseVoiceDescription(JSON.parse(JSON.stringify({ ...valid, ...changes })))).toBeUndefined();
  });

  it('VO2 refuses messages of the other direction, unknown reasons, and long ones before they are read', () => {
    expect(() => decodeVoiceToViewer(offer({}))).toThrow('malformed');
    expect(() => decodeVoiceToHost(encodeVoice({ type: 'unable', why: 'no-window' }))).toThrow('malformed');
    expect(() => decodeVoiceToHost(json({ type: 'give-up', call: 1, why: 'bored' }))).toThrow('malformed');
    expect(() => decodeVoiceToHost(new Uint8Array(limits.pathMessageBytes + 1))).toThrow('too-long');
  });
});
