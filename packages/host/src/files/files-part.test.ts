import {
  decodeFiles,
  encodeFiles,
  type FilesMessage,
  type Grant,
  type ReceiptUnfinished,
} from '@fjernhjelp/protocol';
import { createManualClock } from '@fjernhjelp/session/testing';
import { FileTrouble } from '@fjernhjelp/session/transfer';
import { createMemorySource, createMemoryTarget } from '@fjernhjelp/session/transfer/testing';
import { describe, expect, it, vi } from 'vitest';
import { parseUserCommand, type UserCommand } from '../user-command.ts';
import { createFilesPart } from './files-part.ts';

const offer: FilesMessage = { type: 'offer', transfer: 1, entries: 1, totalBytes: 3 };
const list: FilesMessage = {
  type: 'list',
  transfer: 1,
  entries: [{ kind: 'file', sizeBytes: 3, path: 'a' }],
};

function createScene(grants: readonly Grant[] = ['files-to-user', 'files-from-user']) {
  const clock = createManualClock();
  const sent: FilesMessage[] = [];
  const received: string[] = [];
  const unfinished: Omit<ReceiptUnfinished, 'atMs'>[] = [];
  const user = { grants: new Set<Grant>(grants), isPaused: false };
  const target = createMemoryTarget();
  const source = createMemorySource({ b: 'bbb' });
  const part = createFilesPart({
    places: [{ name: 'downloads', folder: '/home/kari/Nedlastinger' }],
    async open(folder) {
      if (folder !== '/home/kari/Nedlastinger') throw new FileTrouble('not-writable');
      return target;
    },
    takeChosen: (batch) => (batch === 1 ? source : undefined),
  })({
    clock,
    person: 2,
    name: () => 'Kari',
    has: (grant) => !user.isPaused && user.grants.has(grant),
    isPaused: () => user.isPaused,
    send: (message) => void sent.push(decodeFiles(message)),
    queuedBytes: () => 0,
    changed() {},
    used() {},
    file: (file) => void received.push(file.name),
    unfinished(grant, files) {
      for (const file of files) unfinished.push({ ...file, grant });
    },
    failed(error) {
      throw error;
    },
  });
  return {
    part,
    clock,
    sent,
    received,
    unfinished,
    user,
    target,
    source,
    receive: (...messages: FilesMessage[]) => {
      for (const message of messages) part.receive(encodeFiles(message));
    },
    command: (command: UserCommand) => part.command?.(command),
    transfer: () => part.status?.files?.transfers.at(-1),
  };
}
const accept = { type: 'files-accept', person: 2, transfer: 1, folder: '/home/kari/Nedlastinger' } as const;
const piece: FilesMessage = {
  type: 'piece',
  transfer: 1,
  entry: 0,
  offset: 0,
  bytes: new Uint8Array(3),
};

describe('files at the host', () => {
  it('FT9 takes nothing without the grant, and nothing for another helper', () => {
    const scene = createScene([]);
    scene.receive(offer, list);
    expect(scene.sent).toEqual([{ type: 'over', transfer: 1, by: 'receiver', problem: 'not-granted' }]);
    scene.command({ type: 'files-send', person: 2, batch: 1 });
    expect(scene.sent.length).toBe(1);
    expect(scene.source.isClosed).toBe(true);
  });

  it('FT4 asks the user, who says where to', async () => {
    const scene = createScene();
    scene.receive(offer, list);
    expect(scene.transfer()).toMatchObject({ state: 'offered', files: 1, totalBytes: 3 });
    scene.command({ ...accept, person: 1 });
    scene.command({ ...accept, folder: '/root' });
    await vi.waitFor(() => expect(scene.transfer()?.problem).toBe('not-writable'));
    expect(scene.sent.some(({ type }) => type === 'accept')).toBe(false);
    scene.command(accept);
    await vi.waitFor(() => expect(scene.sent.at(-1)?.type).toBe('accept'));
    expect(scene.transfer()).toMatchObject({ state: 'running', place: '/memory' });
  });

  it('FT9 writes nothing after the grant was taken back, nor while paused', async () => {
    const scene = createScene();
    scene.receive(offer, list);
    scene.command(accept);
    await vi.waitFor(() => expect(scene.sent.at(-1)?.type).toBe('accept'));
    scene.user.isPaused = true;
    scene.part.grantsChanged?.();
    scene.receive(piece);
    await new Promise((resolve) => setImmediate(resolve));
    expect(scene.target.unfinished).toBe(0);
    expect(scene.transfer()?.heldBy).toEqual(['pause']);
    scene.user.isPaused = false;
    scene.user.grants.delete('files-to-user');
    scene.part.grantsChanged?.();
    expect(scene.sent.at(-1)).toEqual({ type: 'over', transfer: 1, by: 'receiver', problem: 'not-granted' });
    expect(scene.transfer()).toMatchObject({ state: 'over', problem: 'not-granted' });
    // What had been on its way.
    scene.receive(piece);
    expect(scene.target.files.size + scene.target.unfinished).toBe(0);
  });

  it('FT10 says at the end what was under way, both ways, and afterwards that nothing is left of it', async () => {
    const scene = createScene();
    scene.receive(offer, list);
    scene.command(accept);
    await vi.waitFor(() => expect(scene.sent.at(-1)?.type).toBe('accept'));
    scene.receive({ ...piece, bytes: new Uint8Array(2) });
    scene.clock.advance(10);
    await vi.waitFor(() => expect(scene.sent.at(-1)?.type).toBe('handled'));
    scene.command({ type: 'files-send', person: 2, batch: 1 });
    scene.part.close();
    expect(scene.unfinished.map(({ grant, name }) => [grant, name])).toEqual([
      ['files-to-user', 'a'],
      ['files-from-user', 'b'],
    ]);
    await vi.waitFor(() =>
      expect(scene.unfinished.at(-1)).toEqual({
        grant: 'files-to-user',
        name: 'a',
        sizeBytes: 3,
        doneBytes: 2,
        why: 'session-over',
        left: 'nothing',
      }),
    );
    expect(scene.target.unfinished).toBe(0);
  });

  it('FT2 offers what the user chose, once', () => {
    const scene = createScene();
    scene.command({ type: 'files-send', person: 2, batch: 1 });
    scene.command({ type: 'files-send', person: 2, batch: 9 });
    expect(scene.sent.map(({ type }) => type)).toContain('offer');
    expect(scene.part.status?.files?.transfers.length).toBe(1);
    scene.command({ type: 'files-cancel', person: 2, transfer: 1 });
    expect(scene.sent.at(-1)).toMatchObject({ type: 'over', by: 'sender', problem: 'cancelled' });
    scene.command({ type: 'files-forget', person: 2, transfer: 1 });
    expect(scene.part.status?.files?.transfers).toEqual([]);
  });
});

describe('commands about files', () => {
  it.each([
    [{ type: 'files-accept', person: 1, transfer: 1, folder: '/a' }, true],
    [{ type: 'files-accept', person: 1, transfer: 1, folder: '' }, false],
    [{ type: 'files-accept', person: 1, transfer: 1, folder: 'a\0b' }, false],
    [{ type: 'files-accept', person: 1, transfer: 1, folder: 'x'.repeat(1025) }, false],
    [{ type: 'files-hold', person: 1, transfer: 1, held: 'yes' }, false],
    [{ type: 'files-hold', person: 1, transfer: 1, held: true }, true],
    [{ type: 'files-send', person: 1, batch: -1 }, false],
  ])('%j', (command, fits) => {
    expect(parseUserCommand(JSON.stringify(command)) !== undefined).toBe(fits);
  });
});
