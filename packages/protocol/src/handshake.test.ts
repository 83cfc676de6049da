import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeHandshake, encodeHandshake, type HandshakeMessage } from './handshake.ts';
import { violationCodeOf } from './testing/index.ts';

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((value) => new Uint8Array(value));
const u16 = fc.integer({ min: 0, max: 0xffff });
const constant = <const T>(value: T) => fc.constant(value);
const message: fc.Arbitrary<HandshakeMessage> = fc.oneof(
  fc.record({ type: constant('pair'), version: u16, nonce: bytes(16) }),
  fc.record({ type: constant('pair-answer'), version: u16, nonce: bytes(16) }),
  fc.record({ type: constant('share'), share: bytes(32) }),
  fc.record({ type: constant('confirm'), tag: bytes(32) }),
  fc.record({ type: constant('resume'), version: u16, reference: bytes(16), nonce: bytes(16) }),
  fc.record({
    type: constant('resume-answer'),
    epoch: fc.integer({ min: 0, max: 0xffffffff }),
    nonce: bytes(16),
    received: fc.maxSafeNat(),
    tag: bytes(32),
  }),
  fc.record({ type: constant('resume-confirm'), received: fc.maxSafeNat(), tag: bytes(32) }),
  fc.record(
    {
      type: constant('failed'),
      code: fc.constantFrom(
        'wrong-password' as const,
        'busy' as const,
        'too-many-attempts' as const,
        'session-gone' as const,
        'version-unsupported' as const,
        'pairing-timeout' as const,
      ),
      triesLeft: fc.integer({ min: 0, max: 254 }),
    },
    { requiredKeys: ['type', 'code'] },
  ),
);

describe('handshake messages', () => {
  it('PA1 RS1 gives back every message', () => {
    fc.assert(
      fc.property(message, (one) => {
        expect(decodeHandshake(encodeHandshake(one))).toEqual(one);
      }),
    );
  });

  it('PA1 RS1 have the lengths of the layout', () => {
    const of = (one: HandshakeMessage) => encodeHandshake(one).length;
    const nonce = new Uint8Array(16);
    const tag = new Uint8Array(32);
    expect(of({ type: 'pair', version: 1, nonce })).toBe(19);
    expect(of({ type: 'pair-answer', version: 1, nonce })).toBe(19);
    expect(of({ type: 'share', share: tag })).toBe(33);
    expect(of({ type: 'confirm', tag })).toBe(33);
    expect(of({ type: 'resume', version: 1, reference: nonce, nonce })).toBe(35);
    expect(of({ type: 'resume-answer', epoch: 1, nonce, received: 0, tag })).toBe(61);
    expect(of({ type: 'resume-confirm', received: 0, tag })).toBe(41);
    expect(encodeHandshake({ type: 'failed', code: 'wrong-password', triesLeft: 4 })).toEqual(
      new Uint8Array([8, 0, 4]),
    );
    expect(encodeHandshake({ type: 'failed', code: 'busy' })).toEqual(new Uint8Array([8, 1, 255]));
  });

  it('PA1 RS1 refuses a message that is cut off or goes on', () => {
    fc.assert(
      fc.property(message, fc.nat(), (one, at) => {
        const encoded = encodeHandshake(one);
        expect(violationCodeOf(() => decodeHandshake(encoded.subarray(0, at % encoded.length)))).toBe(
          'truncated',
        );
        expect(violationCodeOf(() => decodeHandshake(new Uint8Array([...encoded, 0])))).toBe(
          'trailing-bytes',
        );
      }),
    );
  });

  it('PA1 RS1 answers any bytes with a message or a violation', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (any) => {
        violationCodeOf(() => decodeHandshake(any));
      }),
    );
    expect(violationCodeOf(() => decodeHandshake(new Uint8Array([9])))).toBe('unknown-type');
    expect(violationCodeOf(() => decodeHandshake(new Uint8Array([8, 6, 0])))).toBe('out-of-range');
  });
});
