import { limits, ProtocolViolation, streams } from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { createInbox } from './inbox.ts';

describe('inbox', () => {
  it('ST4 refuses a message beyond the bound of its stream and direction before it is kept', () => {
    const bounds = [
      ['viewer', streams.input, limits.messageBytes],
      ['viewer', streams.picture, limits.messageBytes],
      ['viewer', streams.cursor, limits.messageBytes],
      ['host', streams.control, limits.messageBytes],
      ['host', streams.cursor, 9 + 256 * 256 * 4],
    ] as const;
    const piece = new Uint8Array(8);
    for (const [from, stream, bound] of bounds) {
      const inbox = createInbox(from);
      for (let left: number = bound; left > 0; left -= piece.length)
        inbox.add({ stream, last: false, bytes: piece.subarray(0, left) });
      expect(() => inbox.add({ stream, last: true, bytes: new Uint8Array(1) })).toThrow(
        new ProtocolViolation('too-long'),
      );
      expect(inbox.add({ stream, last: true, bytes: new Uint8Array(0) })).toHaveLength(bound);
    }
  });

  it('ST3 puts streams together side by side, each message in a buffer of its own', () => {
    const inbox = createInbox('host');
    const piece = (stream: 1 | 4, last: boolean, ...bytes: number[]) =>
      inbox.add({ stream, last, bytes: new Uint8Array(bytes) });
    expect(piece(4, false, 1, 2)).toBeUndefined();
    expect(piece(1, true, 9)).toEqual(new Uint8Array([9]));
    expect(piece(4, false, 3)).toBeUndefined();
    const picture = piece(4, true, 4)!;
    expect(picture).toEqual(new Uint8Array([1, 2, 3, 4]));
    expect(picture.buffer.byteLength).toBe(4);
    expect(piece(4, true)).toEqual(new Uint8Array(0));
  });
});
