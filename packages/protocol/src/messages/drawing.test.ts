import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolViolation } from '../errors.ts';
import { limits } from '../limits.ts';
import {
  type DrawingAnswer,
  type DrawingMessage,
  decodeDrawing,
  decodeDrawingAnswer,
  drawingColours,
  encodeDrawing,
  encodeDrawingAnswer,
} from './drawing.ts';

const record = <T>(shape: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) =>
  fc.record(shape, { noNullPrototype: true }) as fc.Arbitrary<T>;
const place = { xPx: fc.nat(7679), yPx: fc.nat(4319) };
const point = record(place);
const mark = { mark: fc.nat(65_535), stays: fc.boolean(), screen: fc.nat(15) };
const colour = fc.nat(drawingColours.length - 1);

const message: fc.Arbitrary<DrawingMessage> = fc.oneof(
  record({ type: fc.constant('point' as const), screen: fc.nat(15), ...place }),
  record({
    type: fc.constant('pen' as const),
    ...mark,
    points: fc.array(point, { minLength: 1, maxLength: 20 }),
  }),
  record({
    type: fc.constantFrom('arrow' as const, 'box' as const),
    ...mark,
    points: fc.tuple(point, point),
  }),
  record({
    type: fc.constant('text' as const),
    ...mark,
    ...place,
    text: fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }).filter((text) => text.isWellFormed()),
  }),
  record({ type: fc.constant('erase' as const), mark: fc.nat(65_535) }),
  fc.constant<DrawingMessage>({ type: 'clear' }),
  record({ type: fc.constant('choose-colour' as const), colour: fc.option(colour, { nil: undefined }) }),
);
const answer: fc.Arbitrary<DrawingAnswer> = fc.oneof(
  fc.constant<DrawingAnswer>({ type: 'cleared' }),
  record({ type: fc.constant('colour' as const), colour }),
);

function codeOf(decode: (bytes: Uint8Array) => unknown, bytes: Uint8Array): string | undefined {
  try {
    decode(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolViolation) return error.code;
    throw error;
  }
}

describe('drawing messages', () => {
  it('DR1 DR6 DR7 give back everything that is written', () => {
    fc.assert(
      fc.property(message, (drawn) => {
        if (drawn.type === 'text' && new TextEncoder().encode(drawn.text).length > limits.drawingTextBytes)
          return;
        expect(decodeDrawing(encodeDrawing(drawn))).toEqual(drawn);
      }),
    );
    fc.assert(
      fc.property(answer, (told) => {
        expect(decodeDrawingAnswer(encodeDrawingAnswer(told))).toEqual(told);
      }),
    );
  });

  it('DR1 has the bytes that the document says', () => {
    const at = { xPx: 640, yPx: 480 };
    const all = { mark: 258, stays: true, screen: 1 };
    expect([...encodeDrawing({ type: 'point', screen: 2, ...at })]).toEqual([1, 2, 2, 0x80, 1, 0xe0]);
    expect([...encodeDrawing({ type: 'box', ...all, points: [at, at] })]).toEqual([
      4, 1, 2, 1, 1, 2, 0x80, 1, 0xe0, 2, 0x80, 1, 0xe0,
    ]);
    expect([...encodeDrawing({ type: 'text', ...all, ...at, text: 'å' })]).toEqual([
      5, 1, 2, 1, 1, 2, 0x80, 1, 0xe0, 0xc3, 0xa5,
    ]);
    expect([...encodeDrawing({ type: 'clear' })]).toEqual([7]);
    expect([...encodeDrawingAnswer({ type: 'colour', colour: 3 })]).toEqual([1, 3]);
  });

  it('DR5 answers any bytes with what they say or a violation', () => {
    fc.assert(
      fc.property(fc.nat(9), fc.uint8Array({ maxLength: 64 }), (kind, rest) => {
        const bytes = new Uint8Array([kind, ...rest]);
        if (codeOf(decodeDrawing, bytes) === undefined)
          expect([...encodeDrawing(decodeDrawing(bytes))]).toEqual([...bytes]);
        if (codeOf(decodeDrawingAnswer, bytes) === undefined)
          expect([...encodeDrawingAnswer(decodeDrawingAnswer(bytes))]).toEqual([...bytes]);
      }),
      { numRuns: 3000 },
    );
  });

  it('DR5 refuses what is cut within a field, and what has more behind it', () => {
    const box = encodeDrawing({
      type: 'box',
      mark: 1,
      stays: false,
      screen: 0,
      points: [
        { xPx: 1, yPx: 1 },
        { xPx: 2, yPx: 2 },
      ],
    });
    for (let length = 0; length < box.length; length++)
      expect(codeOf(decodeDrawing, box.subarray(0, length))).toBe('truncated');
    expect(codeOf(decodeDrawing, new Uint8Array([...box, 0]))).toBe('trailing-bytes');
  });

  it.each<[string, number[], string]>([
    ['another kind', [0], 'unknown-type'],
    ['a screen too many', [1, 16, 0, 0, 0, 0], 'out-of-range'],
    ['a place right of every screen', [1, 0, 0x1e, 0, 0, 0], 'out-of-range'],
    ['a place below every screen', [1, 0, 0, 0, 0x10, 0xe0], 'out-of-range'],
    ['a half-hearted mark', [6, 0], 'truncated'],
    ['stays that is no yes or no', [4, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0], 'out-of-range'],
    ['a pen without a place', [2, 0, 0, 0, 0], 'truncated'],
    ['an empty text', [5, 0, 0, 0, 0, 0, 0, 0, 0], 'truncated'],
    ['text that is no text', [5, 0, 0, 0, 0, 0, 0, 0, 0, 0xff], 'malformed'],
    ['a colour that there is not', [8, 6], 'out-of-range'],
  ])('DR5 refuses %s', (_what, bytes, code) => {
    expect(codeOf(decodeDrawing, new Uint8Array(bytes))).toBe(code);
  });

  it('DR5 refuses a way that is too long, and a text that is', () => {
    const way = (count: number) => new Uint8Array([2, 0, 0, 0, 0, ...new Uint8Array(count * 4)]);
    expect(codeOf(decodeDrawing, way(limits.drawingPoints))).toBeUndefined();
    expect(codeOf(decodeDrawing, way(limits.drawingPoints + 1))).toBe('too-long');
    const text = (length: number) =>
      new Uint8Array([5, ...new Uint8Array(8), ...new Uint8Array(length).fill(97)]);
    expect(codeOf(decodeDrawing, text(limits.drawingTextBytes))).toBeUndefined();
    expect(codeOf(decodeDrawing, text(limits.drawingTextBytes + 1))).toBe('too-long');
  });
});
