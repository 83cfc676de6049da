import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endReasons } from './end-reason.ts';
import {
  type ChannelMessage,
  decodeChannelMessage,
  decodeFrames,
  encodeChannelMessage,
  encodeFrames,
  messageBoundBytes,
} from './frames.ts';
import { limits } from './limits.ts';
import { streams } from './streams.ts';
import { violationCodeOf } from './testing/index.ts';

const frame = fc
  .record({
    stream: fc.constantFrom(1, 2, 3, 4),
    last: fc.boolean(),
    bytes: fc.uint8Array({ maxLength: 300 }),
  })
  .filter(({ last, bytes }) => last || bytes.length > 0);
const channelMessage: fc.Arbitrary<ChannelMessage> = fc.oneof(
  fc.record({ type: fc.constant('ack' as const), received: fc.maxSafeNat() }),
  fc.record({ type: fc.constant('end' as const), reason: fc.constantFrom(...endReasons) }),
);

const decode = (...bytes: number[]) => violationCodeOf(() => decodeFrames(new Uint8Array(bytes)));

describe('frames', () => {
  it('ST1 lays a frame out as stream, last, length and bytes', () => {
    const bytes = encodeFrames([
      { stream: 4, last: false, bytes: new Uint8Array([7, 8]) },
      { stream: 1, last: true, bytes: new Uint8Array(0) },
    ]);
    expect(bytes).toEqual(new Uint8Array([4, 0, 0, 2, 7, 8, 1, 1, 0, 0]));
  });

  it('ST1 gives back every list of frames', () => {
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 20 }), (frames) => {
        const decoded = decodeFrames(encodeFrames(frames as Parameters<typeof encodeFrames>[0]));
        expect(decoded.map((one) => ({ ...one, bytes: [...one.bytes] }))).toEqual(
          frames.map((one) => ({ ...one, bytes: [...one.bytes] })),
        );
      }),
    );
  });

  it('ST1 refuses what is no list of frames', () => {
    expect(decode()).toBe('truncated');
    expect(decode(1, 1, 0)).toBe('truncated');
    expect(decode(1, 1, 0, 2, 0)).toBe('truncated');
    expect(decode(1, 1, 0, 0, 9)).toBe('truncated');
    expect(decode(13, 1, 0, 0)).toBe('unknown-type');
    expect(decode(1, 2, 0, 0)).toBe('malformed');
  });

  it('ST3 refuses an empty piece that is not the last: it could go on forever', () => {
    expect(decode(4, 0, 0, 0)).toBe('malformed');
    expect(decode(4, 1, 0, 0)).toBeUndefined();
  });

  it('CH3 refuses pieces of the channel’s messages, and the channel’s frames beside others', () => {
    expect(decode(0, 0, 0, 1, 1)).toBe('malformed');
    expect(decode(0, 1, 0, 0, 1, 1, 0, 0)).toBe('malformed');
    expect(decode(1, 1, 0, 0, 0, 1, 0, 0)).toBe('malformed');
    expect(decode(0, 1, 0, 0, 0, 1, 0, 0)).toBeUndefined();
  });

  it('CH3 EN1 gives back every message of the channel', () => {
    fc.assert(
      fc.property(channelMessage, (message) => {
        expect(decodeChannelMessage(encodeChannelMessage(message))).toEqual(message);
      }),
    );
    expect(encodeChannelMessage({ type: 'ack', received: 258 })).toEqual(
      new Uint8Array([1, 0, 0, 0, 0, 0, 0, 1, 2]),
    );
    expect(encodeChannelMessage({ type: 'end', reason: 'tampered' })).toEqual(new Uint8Array([2, 6]));
  });

  it('CH3 EN1 answers any bytes with a message or a violation', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const code = violationCodeOf(() => decodeChannelMessage(bytes));
        if (code === undefined)
          expect(encodeChannelMessage(decodeChannelMessage(bytes))).toEqual(new Uint8Array(bytes));
      }),
    );
    expect(violationCodeOf(() => decodeChannelMessage(new Uint8Array([2, endReasons.length])))).toBe(
      'out-of-range',
    );
    expect(violationCodeOf(() => decodeChannelMessage(new Uint8Array([1, 255, 0, 0, 0, 0, 0, 0, 0])))).toBe(
      'malformed',
    );
  });

  it('ST4 bounds messages by stream and by who sends them', () => {
    expect(messageBoundBytes(streams.picture, 'host')).toBe(limits.pictureMessageBytes);
    expect(messageBoundBytes(streams.picture, 'viewer')).toBe(limits.messageBytes);
    expect(messageBoundBytes(streams.cursor, 'host')).toBe(262_153);
    expect(messageBoundBytes(streams.input, 'viewer')).toBe(limits.messageBytes);
  });
});
