import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endReasons } from '../end-reason.ts';
import { ProtocolViolation, signallingErrorCodes } from '../errors.ts';
import { limits } from '../limits.ts';
import { createSessionId } from '../session-id.ts';
import {
  parseBrokerToHost,
  parseHostToBroker,
  parseLinkAnswer,
  parseLinkToRelay,
  parseViewerToBroker,
} from './messages.ts';

const id = fc.integer({ min: 0, max: 99_999_999 }).map((digits) => createSessionId(() => digits));
const token = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace('=', ''),
);
const version = fc.nat(65_535);
const name = fc.string({ maxLength: limits.nameChars });
const code = fc.constantFrom(...signallingErrorCodes);
const reason = fc.constantFrom(...endReasons);
const type = <T extends string>(text: T) => fc.constant(text);

const parsers = [
  {
    name: 'host to broker',
    parse: parseHostToBroker,
    messages: fc.oneof(
      fc.record({ type: type('register'), version }),
      fc.record({ type: type('register'), version, resume: fc.record({ id, token }) }),
      fc.record({ type: type('joined'), helper: name, organisation: name }),
      fc.record({ type: type('end'), reason }),
    ),
  },
  {
    name: 'broker to host',
    parse: parseBrokerToHost,
    messages: fc.oneof(
      fc.record({ type: type('registered'), id, token }),
      fc.record({ type: type('viewer'), link: token }),
      fc.record({ type: type('ended'), reason }),
      fc.record({ type: type('error'), code }),
    ),
  },
  {
    name: 'link to relay',
    parse: parseLinkToRelay,
    messages: fc.record({ type: type('accept'), link: token }),
  },
  {
    name: 'viewer to broker',
    parse: parseViewerToBroker,
    messages: fc.record({ type: type('connect'), version, id }),
  },
  {
    name: 'link answer',
    parse: parseLinkAnswer,
    messages: fc.oneof(fc.record({ type: type('linked') }), fc.record({ type: type('error'), code })),
  },
] as const;

/** @returns the message, or the code of the violation; any other error passes through and fails the test */
function outcome(parse: (text: string) => unknown, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof ProtocolViolation) return error.code;
    throw error;
  }
}

test.each(parsers)('SG7 every message is read as it was written: $name', ({ parse, messages }) => {
  fc.assert(
    fc.property(messages as fc.Arbitrary<object>, (message) => {
      expect(parse(JSON.stringify(message))).toEqual(message);
    }),
  );
});

test.each(parsers)('SG7 a truncated message is malformed: $name', ({ parse, messages }) => {
  fc.assert(
    fc.property(
      messages as fc.Arbitrary<object>,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (message, part) => {
        const text = JSON.stringify(message);
        expect(outcome(parse, text.slice(0, Math.floor(part * (text.length - 1))))).toBe('malformed');
      },
    ),
  );
});

test.each(parsers)(
  'SG7 a message with a field more, or of another type, is malformed: $name',
  ({ parse, messages }) => {
    fc.assert(
      fc.property(messages as fc.Arbitrary<object>, fc.string(), fc.jsonValue(), (message, field, value) => {
        fc.pre(!Object.hasOwn(message, field) && field !== 'resume' && field !== '__proto__');
        expect(outcome(parse, JSON.stringify({ ...message, [field]: value }))).toBe('malformed');
        expect(outcome(parse, JSON.stringify({ ...message, type: field }))).toBe('malformed');
      }),
    );
  },
);

test.each(parsers)('SG7 any text at all is a message or a typed violation: $name', ({ parse }) => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
      expect(outcome(parse, text)).toBe('malformed');
    }),
  );
});

test.each(parsers)('SG7 a text above the limit is not even read: $name', ({ parse }) => {
  expect(outcome(parse, ' '.repeat(limits.signallingBytes + 1))).toBe('too-long');
  expect(outcome(parse, '['.repeat(limits.signallingBytes))).toBe('malformed');
});

test('SG7 IDs are nine digits with a right check digit, names and tokens keep their lengths', () => {
  const connect = (wrong: string) =>
    outcome(parseViewerToBroker, JSON.stringify({ type: 'connect', version: 1, id: wrong }));
  for (const wrong of ['', '12345678', '123456789', '123 456 782', '1234567820'])
    expect(connect(wrong)).toBe('malformed');
  const joined = (helper: string) =>
    outcome(parseHostToBroker, JSON.stringify({ type: 'joined', helper, organisation: '' }));
  expect(joined('x'.repeat(limits.nameChars + 1))).toBe('malformed');
  const accept = (link: string) => outcome(parseLinkToRelay, JSON.stringify({ type: 'accept', link }));
  for (const wrong of ['A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}+`, `${'A'.repeat(42)}\n`]) {
    expect(accept(wrong)).toBe('malformed');
  }
});
