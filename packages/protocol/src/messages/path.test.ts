import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';
import { isIceAddress } from '../signalling/ice-servers.ts';
import { decodePathToHost, decodePathToViewer, encodePath, type PathDescription } from './path.ts';

const number = fc.integer({ min: 1, max: 0xffff_ffff });
const iceText = (least: number) =>
  fc.stringMatching(/^[A-Za-z0-9+/]*$/, { size: '-1' }).map((text) => text.padEnd(least, 'a').slice(0, 256));
const candidate = fc.record(
  {
    kind: fc.constantFrom('host' as const, 'srflx' as const, 'prflx' as const, 'relay' as const),
    address: fc.oneof(fc.ipV4(), fc.constantFrom('::1', 'fe80::fc:ff:fe00:1', '2001:db8::7')),
    port: fc.integer({ min: 1, max: 65_535 }),
    priority: fc.integer({ min: 0, max: 0xffff_ffff }),
  },
  { noNullPrototype: true },
);
const description = fc.record(
  {
    ufrag: iceText(4),
    pwd: iceText(22),
    fingerprint: fc.constant(Array.from({ length: 32 }, () => 'A7').join(':')),
    candidates: fc.array(candidate, { maxLength: limits.pathCandidates }),
  },
  { noNullPrototype: true },
);
const fromViewer = fc.oneof(
  fc.record({ type: fc.constant('offer' as const), attempt: number, description }, { noNullPrototype: true }),
  fc.record({ type: fc.constant('give-up' as const), attempt: number }, { noNullPrototype: true }),
  fc.record(
    {
      type: fc.constant('ping' as const),
      ping: number,
      roundTripMs: fc.option(fc.nat(limits.graceMs)),
    },
    { noNullPrototype: true },
  ),
);

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const valid: PathDescription = {
  ufrag: 'abcd',
  pwd: 'a'.repeat(22),
  fingerprint: Array.from({ length: 32 }, () => '0F').join(':'),
  candidates: [{ kind: 'host', address: '192.0.2.7', port: 5000, priority: 1 }],
};
const offer = (changes: object) => json({ type: 'offer', attempt: 1, description: { ...valid, ...changes } });

describe('messages about the direct path', () => {
  it('DP2 come back as they were sent', () => {
    fc.assert(
      fc.property(fromViewer, (message) => {
        expect(decodePathToHost(encodePath(message))).toEqual(message);
      }),
    );
    const answer = { type: 'answer', attempt: 2, description: valid } as const;
    expect(decodePathToViewer(encodePath(answer))).toEqual(answer);
    const direct = { type: 'direct', iceServers: [{ url: 'stun:stun.example.no' }] } as const;
    expect(decodePathToViewer(encodePath({ ...direct, iceServers: [...direct.iceServers] }))).toEqual(direct);
  });

  it('DP2 a changed or cut byte gives a message or a violation, nothing else', () => {
    fc.assert(
      fc.property(fromViewer, fc.nat(), fc.integer({ min: 1, max: 255 }), (message, at, mask) => {
        const bytes = encodePath(message);
        const changed = bytes.slice();
        changed[at % changed.length]! ^= mask;
        for (const candidate of [changed, bytes.subarray(0, at % bytes.length)]) {
          try {
            decodePathToHost(candidate);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolViolation);
          }
        }
      }),
    );
  });

  it.each([
    ['a name instead of an address', { candidates: [{ ...valid.candidates[0], address: 'a.local' }] }],
    [
      'a line break in an address',
      { candidates: [{ ...valid.candidates[0], address: '192.0.2.7\r\na=x:y' }] },
    ],
    ['no port', { candidates: [{ ...valid.candidates[0], port: 0 }] }],
    ['too many addresses', { candidates: Array.from({ length: 33 }, () => valid.candidates[0]) }],
    ['a line break in the user fragment', { ufrag: 'abcd\r\na=b' }],
    ['a short password', { pwd: 'abc' }],
    ['a short fingerprint', { fingerprint: '0F:0F' }],
    ['a further field', { sdp: 'v=0' }],
  ])('DP3 refuses %s', (_, changes) => {
    expect(() => decodePathToHost(offer(changes))).toThrow(ProtocolViolation);
  });

  it('DP2 refuses messages of the other direction, and long ones before they are read', () => {
    expect(() => decodePathToViewer(offer({}))).toThrow('malformed');
    expect(() => decodePathToHost(encodePath({ type: 'pong', ping: 1 }))).toThrow('malformed');
    expect(() => decodePathToHost(new Uint8Array(limits.pathMessageBytes + 1))).toThrow('too-long');
  });
});

describe('addresses of STUN and TURN servers', () => {
  it.each([
    'stun:stun.example.no',
    'stun:192.0.2.1:3478',
    'turn:[2001:db8::1]:3478?transport=udp',
    'turns:t.example.no',
  ])('SG20 takes %s', (address) => expect(isIceAddress(address)).toBe(true));
  it.each([
    'stun.example.no',
    'http://stun.example.no',
    'stun:a b',
    'stun:h:0',
    'stun:h:70000',
    'turn:u:p@h',
    'turn:h?transport=sctp',
    'stun:h?x=1',
    '',
  ])('SG20 refuses "%s"', (address) => expect(isIceAddress(address)).toBe(false));
});
