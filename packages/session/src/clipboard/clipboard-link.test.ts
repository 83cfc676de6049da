import {
  type Bytes,
  type ClipboardContent,
  decodeClipboard,
  encodeClipboard,
  encodeUtf8,
  limits,
} from '@fjernhjelp/protocol';
import { violationCodeOf } from '@fjernhjelp/protocol/testing';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClipboardLink, createClipboardLink, isWithin } from './clipboard-link.ts';

const text = (value: string): ClipboardContent => [{ format: 'text', bytes: encodeUtf8(value) }];
const png = (sizeBytes: number): ClipboardContent => {
  const bytes = new Uint8Array(sizeBytes).map((_, at) => at * 7);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  return [{ format: 'png', bytes }];
};

/** Two ends with what is between them in the test's hands. */
function openPair() {
  const wire: { to: 'a' | 'b'; message: Bytes }[] = [];
  function end(other: 'a' | 'b') {
    const may = { send: true, take: true };
    const placed: ClipboardContent[] = [];
    const link: ClipboardLink = createClipboardLink({
      send: (message) => void wire.push({ to: other, message }),
      maySend: () => may.send,
      mayTake: () => may.take,
      async place(content) {
        placed.push(content);
        return 'placed';
      },
      changed() {},
    });
    return { link, may, placed };
  }
  const ends = { a: end('b'), b: end('a') };
  /** Carries messages, at most so many, and lets what they cause happen. */
  async function carry(atMost = Number.POSITIVE_INFINITY): Promise<number> {
    let carried = 0;
    for (;;) {
      const next = carried < atMost ? wire.shift() : undefined;
      if (next !== undefined) ends[next.to].link.receive(next.message);
      else {
        await Promise.resolve();
        await Promise.resolve();
        if (wire.length === 0 || carried >= atMost) return carried;
      }
      carried += next === undefined ? 0 : 1;
    }
  }
  return { ...ends, wire, carry };
}

describe('the clipboard between two ends', () => {
  it('CB2 CB4 carries all formats of what is copied, and says when it is placed', async () => {
    const { a, b, carry } = openPair();
    const content = [...text('blåbær'), { format: 'html' as const, bytes: encodeUtf8('<b>blåbær</b>') }];
    a.link.copied(content);
    await carry();
    expect(b.placed).toEqual([content]);
    expect(a.link.sent).toEqual({ state: 'placed', formats: ['text', 'html'], totalBytes: 23 });
    expect(b.link.taken).toEqual({ state: 'placed', formats: ['text', 'html'], totalBytes: 23 });
  });

  it('CB2 carries 16 MiB whole, and tells of a byte more without sending it', async () => {
    const { a, b, wire, carry } = openPair();
    const largest = png(limits.clipboardBytes);
    a.link.copied(largest);
    await carry();
    expect(isWithin(b.placed[0] ?? [], largest)).toBe(true);
    a.link.copied(png(limits.clipboardBytes + 1));
    expect(wire).toHaveLength(1);
    await carry();
    expect(a.link.sent).toEqual({ state: 'too-large' });
    expect(b.link.taken).toEqual({ state: 'too-large' });
    expect(b.placed).toHaveLength(1);
  });

  it('CB3 has no more under way than the window, however slow the other end is', () => {
    const { a, wire } = openPair();
    a.link.copied(png(limits.clipboardBytes));
    const bytes = wire.reduce((sum, { message }) => sum + message.length, 0);
    expect(bytes).toBeLessThan(limits.clipboardWindowBytes + 1024);
  });

  it('CB3 CB5 all that is copied meanwhile shares the window, and of what waits the newest alone is sent', async () => {
    const { a, b, wire, carry } = openPair();
    for (let i = 0; i < 5; i++) a.link.copied(png(1_000_000 + i));
    const bytes = wire.reduce((sum, { message }) => sum + message.length, 0);
    expect(bytes).toBeLessThan(limits.clipboardWindowBytes + 5 * 1024);
    await carry();
    expect(b.placed.map(([part]) => part?.bytes.length)).toEqual([1_000_004]);
    expect(a.link.sent).toMatchObject({ state: 'placed', totalBytes: 1_000_004 });
  });

  it('CB3 what waits goes as soon as there is room for a piece of it', () => {
    const { a, wire } = openPair();
    a.link.copied(png(limits.clipboardBytes));
    a.link.copied(text('nyere'));
    const before = wire.length;
    a.link.receive(encodeClipboard({ type: 'got', transfer: 1, bytes: limits.clipboardPieceBytes }));
    expect(wire.slice(before).map(({ message }) => decodeClipboard(message))).toMatchObject([
      { type: 'offer', transfer: 2 },
      { type: 'piece', transfer: 2, bytes: encodeUtf8('nyere') },
    ]);
  });

  it('CB3 small things copied without end wait too', async () => {
    const { a, b, wire, carry } = openPair();
    for (let i = 1; i <= 2000; i++) a.link.copied(text(`${i}`));
    expect(wire.length).toBeLessThan(50);
    await carry();
    expect(b.placed.at(-1)).toEqual(text('2000'));
    expect(b.placed.length).toBeLessThan(50);
  });

  it('CB5 a newer copy takes the place of one that is under way', async () => {
    const { a, b, carry } = openPair();
    a.link.copied(png(1_000_000));
    await carry(5);
    a.link.copied(text('nyere'));
    await carry();
    expect(b.placed).toEqual([text('nyere')]);
    expect(a.link.sent).toMatchObject({ state: 'placed', formats: ['text'] });
  });

  it('CB7 taken away in the middle at the sender, nothing more of it is sent', async () => {
    const { a, b, wire, carry } = openPair();
    a.link.copied(png(1_000_000));
    await carry(5);
    a.may.send = false;
    a.link.permissionsChanged();
    const types = wire.map(({ message }) => decodeClipboard(message).type);
    expect(types.at(-1)).toBe('stop');
    await carry();
    expect(b.placed).toEqual([]);
    expect([a.link.sent, b.link.taken]).toEqual([undefined, undefined]);
    a.link.copied(text('ikke nå'));
    expect(wire).toEqual([]);
  });

  it('CB7 taken away in the middle at the receiver, nothing of it is placed, and the sender hears it', async () => {
    const { a, b, carry } = openPair();
    a.link.copied(png(1_000_000));
    await carry(5);
    b.may.take = false;
    b.link.permissionsChanged();
    await carry();
    expect(b.placed).toEqual([]);
    expect(a.link.sent).toMatchObject({ state: 'not-allowed' });
    a.link.copied(text('igjen'));
    await carry();
    expect(b.placed).toEqual([]);
    b.may.take = true;
    a.link.copied(text('nå'));
    await carry();
    expect(b.placed).toEqual([text('nå')]);
  });

  it('CB7 taken away at the sender, what waits is not sent later either', async () => {
    const { a, b, wire, carry } = openPair();
    a.link.copied(png(1_000_000));
    a.link.copied(text('venter'));
    a.may.send = false;
    a.link.permissionsChanged();
    expect(decodeClipboard(wire.at(-1)!.message)).toEqual({ type: 'stop', transfer: 1 });
    await carry();
    expect(b.placed).toEqual([]);
    expect([a.link.sent, b.link.taken]).toEqual([undefined, undefined]);
    a.may.send = true;
    a.link.copied(text('nå'));
    await carry();
    expect(b.placed).toEqual([text('nå')]);
  });

  it('CB7 what the receiver dropped takes nothing of the window', async () => {
    const { a, b, carry } = openPair();
    b.may.take = false;
    for (let i = 0; i < 12; i++) {
      a.link.copied(png(1_000_000));
      await carry();
    }
    expect(a.link.sent).toMatchObject({ state: 'not-allowed' });
    b.may.take = true;
    a.link.copied(text('nå'));
    await carry();
    expect(b.placed).toEqual([text('nå')]);
  });

  it('CB6 refuses text that is no UTF-8 and a picture that is no PNG', () => {
    const bent: ClipboardContent = [{ format: 'text', bytes: Uint8Array.of(0xff) }];
    const fake: ClipboardContent = [{ format: 'png', bytes: encodeUtf8('GIF89a') }];
    for (const content of [bent, fake]) {
      const { a, b, wire } = openPair();
      a.link.copied(content);
      const receiveAll = () => {
        for (const { message } of wire) b.link.receive(message);
      };
      expect(violationCodeOf(receiveAll)).toBe('malformed');
    }
  });

  it('CB3 CB5 refuses pieces, words and numbers that cannot be', () => {
    const { a, b } = openPair();
    const say = (link: ClipboardLink, message: Parameters<typeof encodeClipboard>[0]) =>
      violationCodeOf(() => link.receive(encodeClipboard(message)));
    const bytes = new Uint8Array(5);
    expect(say(b.link, { type: 'piece', transfer: 1, bytes })).toBe('unexpected-message');
    expect(say(b.link, { type: 'stop', transfer: 1 })).toBe('unexpected-message');
    expect(say(b.link, { type: 'got', transfer: 1, bytes: 1 })).toBe('unexpected-message');
    const formats = [{ format: 'text' as const, sizeBytes: 4 }];
    expect(say(b.link, { type: 'offer', transfer: 4, formats })).toBeUndefined();
    expect(say(b.link, { type: 'offer', transfer: 4, formats })).toBe('unexpected-message');
    expect(say(b.link, { type: 'piece', transfer: 3, bytes })).toBeUndefined();
    expect(say(b.link, { type: 'piece', transfer: 4, bytes })).toBe('too-long');
    a.link.copied(text('abc'));
    expect(say(a.link, { type: 'got', transfer: 1, bytes: 4 })).toBe('out-of-range');
    expect(say(a.link, { type: 'done', transfer: 2, outcome: 'placed' })).toBe('unexpected-message');
  });

  it('CB1 whatever bytes come, it breaks a rule or goes on', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 30 })), (messages) => {
        const { b } = openPair();
        for (const message of messages) violationCodeOf(() => b.link.receive(new Uint8Array(message)));
      }),
    );
  });
});
