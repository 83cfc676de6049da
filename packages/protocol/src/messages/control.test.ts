import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endingWhys } from '../end-reason.ts';
import { grants } from '../grants.ts';
import { limits } from '../limits.ts';
import { obstacles } from '../obstacle.ts';
import { violationCodeOf } from '../testing/index.ts';
import { decodeHostToViewer, decodeViewerToHost, encodeControl } from './control.ts';

const grant = fc.constantFrom(...grants);
const name = fc
  .string({ maxLength: limits.nameChars, unit: 'grapheme' })
  .filter((s) => s.length <= limits.nameChars);
const person = fc.integer({ min: 1, max: limits.peopleInAll });
const reason = fc.string({ maxLength: limits.reasonChars });
const fromViewer = fc.oneof(
  fc.record(
    { type: fc.constant('join' as const), name, organisation: name, reason },
    { noNullPrototype: true },
  ),
  fc.record({ type: fc.constant('request-grant' as const), grant, reason }, { noNullPrototype: true }),
  fc.record({ type: fc.constant('drop-grant' as const), grant }, { noNullPrototype: true }),
  fc.record({ type: fc.constant('hand-over' as const), to: person }, { noNullPrototype: true }),
);
const fromHost = fc.oneof(
  fc.record(
    {
      type: fc.constant('grants' as const),
      grants: fc.uniqueArray(grant),
      possible: fc.uniqueArray(grant),
      paused: fc.boolean(),
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      type: fc.constant('people' as const),
      you: person,
      people: fc.array(
        fc.record(
          { person, name, organisation: name, control: fc.boolean(), records: fc.constant(true as const) },
          { requiredKeys: ['person', 'name', 'organisation', 'control'], noNullPrototype: true },
        ),
        { maxLength: limits.helpers },
      ),
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      type: fc.constant('invitation' as const),
      password: fc.option(fc.stringMatching(/^[A-Z]{16}$/)),
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      type: fc.constant('ending' as const),
      why: fc.constantFrom(...endingWhys),
      inMs: fc.option(fc.nat(limits.endingWarningMs)),
    },
    { noNullPrototype: true },
  ),
  fc.record({ type: fc.constant('user-active' as const), active: fc.boolean() }, { noNullPrototype: true }),
  fc.record({ type: fc.constant('grant-declined' as const), grant }, { noNullPrototype: true }),
  fc.record(
    { type: fc.constant('obstacle' as const), obstacle: fc.constantFrom(null, ...obstacles) },
    { noNullPrototype: true },
  ),
);
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('control messages', () => {
  it('CT1–CT3 gives back every message of the viewer', () => {
    fc.assert(
      fc.property(fromViewer, (message) => {
        expect(decodeViewerToHost(encodeControl(message))).toEqual(message);
      }),
    );
  });

  it('CT4–CT5 CT20 gives back every message of the host', () => {
    fc.assert(
      fc.property(fromHost, (message) => {
        expect(decodeHostToViewer(encodeControl(message))).toEqual(message);
      }),
    );
  });

  it('CT6 answers any bytes with a message or a violation, in both directions', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 512 }),
          fc.json().map((s) => new TextEncoder().encode(s)),
        ),
        (bytes) => {
          violationCodeOf(() => decodeViewerToHost(bytes));
          violationCodeOf(() => decodeHostToViewer(bytes));
        },
      ),
    );
  });

  it('CT6 refuses every truncation of a message', () => {
    fc.assert(
      fc.property(fromViewer, fc.nat(), (message, cut) => {
        const bytes = encodeControl(message);
        expect(violationCodeOf(() => decodeViewerToHost(bytes.subarray(0, cut % bytes.length)))).toBe(
          'malformed',
        );
      }),
    );
  });

  it('CT1 refuses names and reasons that are too long', () => {
    const join = { type: 'join', name: 'Kari', organisation: '', reason: '' };
    expect(
      violationCodeOf(() => decodeViewerToHost(json({ ...join, name: 'x'.repeat(limits.nameChars + 1) }))),
    ).toBe('malformed');
    expect(violationCodeOf(() => decodeViewerToHost(json({ ...join, organisation: 'x'.repeat(81) })))).toBe(
      'malformed',
    );
    expect(
      violationCodeOf(() =>
        decodeViewerToHost(json({ ...join, reason: 'x'.repeat(limits.reasonChars + 1) })),
      ),
    ).toBe('malformed');
    expect(violationCodeOf(() => decodeViewerToHost(json(join)))).toBeUndefined();
  });

  it('CT6 refuses unknown fields, unknown types, unknown grants and the other direction', () => {
    expect(
      violationCodeOf(() => decodeViewerToHost(json({ type: 'drop-grant', grant: 'view', more: 1 }))),
    ).toBe('malformed');
    expect(violationCodeOf(() => decodeViewerToHost(json({ type: 'allow' })))).toBe('malformed');
    expect(
      violationCodeOf(() => decodeViewerToHost(json({ type: 'request-grant', grant: 'root', reason: '' }))),
    ).toBe('malformed');
    expect(
      violationCodeOf(() =>
        decodeViewerToHost(json({ type: 'grants', grants: ['control'], possible: [], paused: false })),
      ),
    ).toBe('malformed');
    expect(violationCodeOf(() => decodeHostToViewer(json({ type: 'drop-grant', grant: 'view' })))).toBe(
      'malformed',
    );
  });

  it('CT10 refuses people without a number, and more of them than can be in', () => {
    const one = { person: 1, name: '', organisation: '', control: false };
    const people = { type: 'people', you: 1, people: Array(limits.helpers).fill(one) };
    expect(violationCodeOf(() => decodeHostToViewer(json(people)))).toBeUndefined();
    expect(
      violationCodeOf(() => decodeHostToViewer(json({ ...people, people: [...people.people, one] }))),
    ).toBe('malformed');
    for (const to of [0, -1, 1.5, 1001, '1', null])
      expect(violationCodeOf(() => decodeViewerToHost(json({ type: 'hand-over', to })))).toBe('malformed');
  });

  it('CT6 refuses a message beyond the limit before reading it', () => {
    const bytes = new Uint8Array(limits.messageBytes + 1).fill(0x20);
    expect(violationCodeOf(() => decodeViewerToHost(bytes))).toBe('too-long');
    expect(violationCodeOf(() => decodeHostToViewer(bytes))).toBe('too-long');
  });
});
