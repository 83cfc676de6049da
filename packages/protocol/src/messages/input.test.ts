import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../limits.ts';
import { violationCodeOf } from '../testing/index.ts';
import { decodeInput, decodeInputNews, encodeInput, encodeInputNews, type InputMessage } from './input.ts';

const utf8Length = (text: string) => new TextEncoder().encode(text).length;
const keyName = fc.string({ maxLength: 12, unit: 'grapheme' }).filter((text) => utf8Length(text) <= 32);
const input: fc.Arbitrary<InputMessage> = fc.oneof(
  fc.record(
    {
      type: fc.constant('pointer' as const),
      screen: fc.nat(limits.screens - 1),
      xPx: fc.nat(limits.screenMaxWidthPx - 1),
      yPx: fc.nat(limits.screenMaxHeightPx - 1),
      buttons: fc.nat(31),
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      type: fc.constant('wheel' as const),
      deltaX: fc.integer({ min: -32_768, max: 32_767 }),
      deltaY: fc.integer({ min: -32_768, max: 32_767 }),
    },
    { noNullPrototype: true },
  ),
  fc
    .record(
      {
        type: fc.constant('key' as const),
        down: fc.boolean(),
        code: keyName,
        key: keyName,
        locks: fc.record({ capsLock: fc.boolean(), numLock: fc.boolean() }, { noNullPrototype: true }),
      },
      { noNullPrototype: true, requiredKeys: ['type', 'down', 'code', 'key'] },
    )
    .filter(({ code, key }) => code !== '' || key !== ''),
  fc.record(
    {
      type: fc.constant('text' as const),
      text: fc
        .string({ unit: 'grapheme', maxLength: 200 })
        .filter((t) => utf8Length(t) <= limits.inputTextBytes),
    },
    { noNullPrototype: true },
  ),
  fc.constant<InputMessage>({ type: 'release-all' }),
);

const codeOf = (bytes: Uint8Array) => violationCodeOf(() => decodeInput(bytes));

describe('input messages', () => {
  it('IN1–IN6 gives back every message', () => {
    fc.assert(
      fc.property(input, (message) => {
        expect(decodeInput(encodeInput(message))).toEqual(message);
      }),
    );
  });

  it('IN2–IN6 has the bytes that the document shows', () => {
    const hex = (message: InputMessage) => Buffer.from(encodeInput(message)).toString('hex');
    expect(hex({ type: 'pointer', screen: 0, xPx: 640, yPx: 480, buttons: 1 })).toBe('0100028001e001');
    expect(hex({ type: 'wheel', deltaX: 0, deltaY: -120 })).toBe('020000ff88');
    expect(hex({ type: 'key', down: true, code: 'KeyA', key: 'å' })).toBe('0301044b657941c3a5');
    expect(
      hex({ type: 'key', down: true, code: '', key: 'A', locks: { capsLock: true, numLock: false } }),
    ).toBe('03070041');
    expect(hex({ type: 'text', text: 'ø' })).toBe('04c3b8');
    expect(hex({ type: 'release-all' })).toBe('05');
  });

  it('IN1 answers any bytes with a message or a violation', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 128 }), (bytes) => {
        codeOf(bytes);
      }),
      { numRuns: 1000 },
    );
  });

  it('IN1 refuses a fixed-size message that was cut or that has more behind it', () => {
    const fixed = input.filter(
      ({ type }) => type === 'pointer' || type === 'wheel' || type === 'release-all',
    );
    fc.assert(
      fc.property(fixed, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 9 }), (message, cut, more) => {
        const bytes = encodeInput(message);
        expect(codeOf(bytes.subarray(0, cut % bytes.length))).toBe('truncated');
        expect(codeOf(new Uint8Array([...bytes, ...more]))).toBe('trailing-bytes');
      }),
    );
  });

  it('IN1 never reads a flipped bit as anything but a valid message or a violation', () => {
    fc.assert(
      fc.property(input, fc.nat(), (message, position) => {
        const bytes = encodeInput(message);
        const bit = position % (bytes.length * 8);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        if (codeOf(bytes) === undefined) expect(encodeInput(decodeInput(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each([
    ['IN1 an unknown kind', [9], 'unknown-type'],
    ['IN2 a screen beyond the last possible', [1, 16, 0, 0, 0, 0, 0], 'out-of-range'],
    ['IN2 a column beyond every screen', [1, 0, 0x1e, 0x00, 0, 0, 0], 'out-of-range'],
    ['IN2 a row beyond every screen', [1, 0, 0, 0, 0x10, 0xe0, 0], 'out-of-range'],
    ['IN2 a button that does not exist', [1, 0, 0, 0, 0, 0, 32], 'out-of-range'],
    ['IN4 a key with a flag that there is not', [3, 16, 0, 0x61], 'out-of-range'],
    ['IN12 a lock that is on and not known', [3, 5, 0, 0x61], 'out-of-range'],
    ['IN4 a key without code and meaning', [3, 1, 0], 'malformed'],
    ['IN4 a code that is too long', [3, 1, 33, ...new Array(33).fill(0x61)], 'out-of-range'],
    ['IN4 a meaning that is too long', [3, 1, 0, ...new Array(33).fill(0x61)], 'out-of-range'],
    ['IN4 a code that is cut', [3, 1, 4, 0x61], 'truncated'],
    ['IN4 a code that is no UTF-8', [3, 1, 1, 0xff, 0x61], 'malformed'],
    ['IN5 text that is no UTF-8', [4, 0xc3], 'malformed'],
    ['IN5 text that is too long', [4, ...new Array(limits.inputTextBytes + 1).fill(0x61)], 'too-long'],
  ])('%s is refused', (_rule, bytes, code) => {
    expect(codeOf(new Uint8Array(bytes as number[]))).toBe(code);
  });
});

describe('news of the input', () => {
  const codeOfNews = (bytes: number[]) => violationCodeOf(() => decodeInputNews(new Uint8Array(bytes)));

  it('IN13 tells the lock keys of the user in two bytes', () => {
    for (const capsLock of [true, false])
      for (const numLock of [true, false])
        expect(decodeInputNews(encodeInputNews({ capsLock, numLock }))).toEqual({ capsLock, numLock });
    expect([...encodeInputNews({ capsLock: true, numLock: false })]).toEqual([1, 1]);
  });

  it('IN13 answers any bytes with the locks or a violation', () => {
    expect(codeOfNews([])).toBe('truncated');
    expect(codeOfNews([1])).toBe('truncated');
    expect(codeOfNews([1, 4])).toBe('out-of-range');
    expect(codeOfNews([1, 0, 0])).toBe('trailing-bytes');
    expect(codeOfNews([2, 0])).toBe('unknown-type');
    fc.assert(fc.property(fc.uint8Array({ maxLength: 8 }), (bytes) => void codeOfNews([...bytes])));
  });
});
