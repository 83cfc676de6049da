import {
  type ClipboardContent,
  type ClipboardMessage,
  decodeClipboard,
  encodeClipboard,
  encodeUtf8,
  type Grant,
} from '@fjernhjelp/protocol';
import { createManualClock } from '@fjernhjelp/session/testing';
import { describe, expect, it, vi } from 'vitest';
import { createFakeClipboard, createFakePartPorts } from '../testing/index.ts';
import { createClipboardPart } from './clipboard-part.ts';
import { createUserClipboard } from './user-clipboard.ts';

const text = (value: string): ClipboardContent => [{ format: 'text', bytes: encodeUtf8(value) }];
/** Lets what is settled be heard. */
const settled = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

function openClipboard() {
  const port = createFakeClipboard();
  const failed = vi.fn();
  const create = createClipboardPart(createUserClipboard(port, failed));
  function enter(...granted: Grant[]) {
    const ports = createFakePartPorts(createManualClock(), { granted });
    const part = create(ports);
    part.grantsChanged?.();
    return {
      part,
      ports,
      told: () => ports.sent.map(decodeClipboard),
      offers: () => ports.sent.map(decodeClipboard).filter(({ type }) => type === 'offer').length,
      say: (message: ClipboardMessage) => part.receive(encodeClipboard(message)),
      copy(transfer: number, value: string) {
        const bytes = encodeUtf8(value);
        this.say({ type: 'offer', transfer, formats: [{ format: 'text', sizeBytes: bytes.length }] });
        this.say({ type: 'piece', transfer, bytes });
      },
      set(...next: Grant[]) {
        ports.granted.clear();
        for (const grant of next) ports.granted.add(grant);
        part.grantsChanged?.();
      },
    };
  }
  return { port, failed, enter };
}

describe('the clipboard at the user', () => {
  it('CB8 nothing is read before it is granted, and nothing that was copied before', async () => {
    const { port, enter } = openClipboard();
    const kari = enter('view', 'clipboard-to-user');
    port.take(text('passord'));
    kari.set('clipboard-from-user');
    await settled();
    expect([port.reads, kari.told()]).toEqual([0, []]);
    port.take(text('etterpå'));
    await settled();
    expect(kari.told()).toMatchObject([{ type: 'offer' }, { type: 'piece', bytes: encodeUtf8('etterpå') }]);
  });

  it('CB8 what the helper sends is placed with the grant only', async () => {
    const { port, enter } = openClipboard();
    const kari = enter('clipboard-from-user');
    kari.copy(1, 'nei');
    await settled();
    expect(port.written).toEqual([]);
    expect(kari.told()).toEqual([{ type: 'done', transfer: 1, outcome: 'not-allowed' }]);
    kari.set('clipboard-to-user');
    kari.copy(2, 'ja');
    await settled();
    expect(port.written).toEqual([text('ja')]);
    expect(kari.part.status).toEqual({
      clipboard: { toUser: { state: 'placed', formats: ['text'], totalBytes: 2 } },
    });
  });

  it('CB7 taken back between the last piece and the placing, it is not placed', async () => {
    const { port, enter } = openClipboard();
    const kari = enter('clipboard-to-user');
    kari.say({ type: 'offer', transfer: 1, formats: [{ format: 'text', sizeBytes: 2 }] });
    kari.set();
    kari.say({ type: 'piece', transfer: 1, bytes: encodeUtf8('ja') });
    await settled();
    expect(port.written).toEqual([]);
    expect(kari.part.status).toEqual({ clipboard: {} });
  });

  it('CB9 no echo: what a helper placed is told to nobody, also when another program keeps it', async () => {
    const { port, enter } = openClipboard();
    const kari = enter('clipboard-to-user', 'clipboard-from-user');
    const ola = enter('clipboard-from-user');
    kari.copy(1, 'fra Kari');
    await settled();
    port.take(text('fra Kari'));
    await settled();
    expect([kari.offers(), ola.offers()]).toEqual([0, 0]);
    port.take(text('fra brukeren'));
    port.take(text('fra brukeren'));
    await settled();
    expect([kari.offers(), ola.offers()]).toEqual([1, 1]);
    // The same as before, but something else was there meanwhile: it is news.
    kari.copy(2, 'fra Kari igjen');
    await settled();
    port.take(text('fra brukeren'));
    await settled();
    expect(kari.offers()).toBe(2);
  });

  it('CB6 leaves out what is not what it says, and tells what is too large', async () => {
    const { port, enter } = openClipboard();
    const kari = enter('clipboard-from-user');
    port.take([
      ...text('a'),
      { format: 'png', bytes: encodeUtf8('GIF') },
      { format: 'html', bytes: Uint8Array.of(0xff) },
    ]);
    await settled();
    expect(kari.told()[0]).toEqual({
      type: 'offer',
      transfer: 1,
      formats: [{ format: 'text', sizeBytes: 1 }],
    });
    port.take('too-large');
    await settled();
    expect(kari.told().at(-1)).toEqual({ type: 'too-large' });
    expect(kari.part.status).toEqual({ clipboard: { fromUser: { state: 'too-large' } } });
  });

  it('a clipboard that cannot be read or written is told, and the session goes on', async () => {
    const { port, failed, enter } = openClipboard();
    const kari = enter('clipboard-to-user', 'clipboard-from-user');
    port.write = () => Promise.reject(new Error('busy'));
    port.read = () => Promise.reject(new Error('gone'));
    kari.copy(1, 'ja');
    port.take(text('a'));
    await settled();
    expect(failed).toHaveBeenCalledTimes(2);
    expect(kari.told()).toContainEqual({ type: 'done', transfer: 1, outcome: 'failed' });
  });

  it('stops listening with the last helper', async () => {
    const { port, enter } = openClipboard();
    const kari = enter('clipboard-from-user');
    const ola = enter('clipboard-from-user');
    kari.part.close();
    kari.part.close();
    ola.set();
    port.take(text('a'));
    await settled();
    expect(port.reads).toBe(0);
  });
});
