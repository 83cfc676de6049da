import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';
import { decodeChatToHost, decodeChatToViewer, encodeChat } from './chat.ts';

const text = fc.string({ minLength: 1, maxLength: limits.chatChars });
const number = fc.integer({ min: 1, max: 100_000 });
const person = fc.integer({ min: 0, max: limits.peopleInAll });
const plain = { noNullPrototype: true };
const toHost = fc.oneof(
  fc.record({ type: fc.constant('say' as const), text }, plain),
  fc.record({ type: fc.constant('read' as const), upTo: number }, plain),
);
const toViewer = fc.oneof(
  fc.record(
    {
      type: fc.constant('said' as const),
      number,
      person,
      name: fc.string({ maxLength: limits.nameChars }),
      text,
      atMs: fc.nat(),
      own: fc.boolean(),
    },
    plain,
  ),
  fc.record({ type: fc.constant('read' as const), person, upTo: number }, plain),
);
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

function codeOf(task: () => unknown): string | undefined {
  try {
    task();
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolViolation) return error.code;
    throw error;
  }
}

describe('chat messages', () => {
  it('MS1 MS2 MS4 come out as they went in', () => {
    fc.assert(fc.property(toHost, (one) => void expect(decodeChatToHost(encodeChat(one))).toEqual(one)));
    fc.assert(fc.property(toViewer, (one) => void expect(decodeChatToViewer(encodeChat(one))).toEqual(one)));
  });

  it.each([
    { type: 'say' },
    { type: 'say', text: '' },
    { type: 'say', text: 'a'.repeat(limits.chatChars + 1) },
    { type: 'say', text: 'a', person: 0 },
    { type: 'read', upTo: 0 },
    { type: 'read', upTo: 1.5 },
    { type: 'said', number: 1, person: 0, name: '', text: 'a', atMs: 1, own: true },
    'say',
  ])('MS1 MS4 a host takes no %j', (message) => {
    expect(codeOf(() => decodeChatToHost(json(message)))).toBe('malformed');
  });

  it('MS1 no bytes do anything but decode or break a rule', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), toHost.map(encodeChat)), fc.nat(), (bytes, at) => {
        const bent = Uint8Array.from(bytes);
        if (bent.length > 0) bent[at % bent.length]! ^= 1 << (at % 8);
        expect([undefined, 'malformed']).toContain(codeOf(() => decodeChatToHost(bent)));
        expect([undefined, 'malformed']).toContain(codeOf(() => decodeChatToViewer(bent)));
      }),
    );
    expect(codeOf(() => decodeChatToHost(new Uint8Array(limits.messageBytes + 1)))).toBe('too-long');
  });
});
