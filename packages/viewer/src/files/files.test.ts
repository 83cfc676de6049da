import { type Bytes, decodeFiles, encodeFiles, type FilesMessage, type Grant } from '@fjernhjelp/protocol';
import { describe, expect, it, vi } from 'vitest';
import { createFakePartPorts } from '../testing/part-ports.ts';
import { createFiles } from './files.ts';
import type { PickedFile } from './picked-files.ts';

function createScene(grants: readonly Grant[] = []) {
  const ports = createFakePartPorts(decodeFiles, { granted: grants });
  const { sent } = ports;
  const files = createFiles(ports);
  return {
    files,
    held: ports.granted,
    sent,
    status: () => ports.status.files,
    unfinished: ports.unfinishedFiles,
    types: () => sent.map(({ type }) => type),
  };
}

const picked = (...names: string[]): PickedFile[] =>
  names.map((path) => ({ path, file: new File(['hei'], path) }));

describe('files at the helper', () => {
  it('FT9 waits for the grant before it offers anything', async () => {
    const { files, held, status, types } = createScene();
    await files.send(Promise.resolve(picked('a', 'b')));
    expect(types()).toEqual([]);
    expect(status()).toMatchObject({ waiting: 2, transfers: [] });
    held.add('files-to-user');
    files.grantsChanged?.();
    expect(types()).toContain('offer');
    expect(status()).toMatchObject({ waiting: 0 });
    expect(status()?.transfers.length).toBe(1);
  });

  it('forgets what waits when the helper wants so', async () => {
    const { files, held, status, types } = createScene();
    await files.send(Promise.resolve(picked('a')));
    files.forgetWaiting();
    held.add('files-to-user');
    files.grantsChanged?.();
    expect(types()).toEqual([]);
    expect(status()?.waiting).toBe(0);
  });

  it('FT4 reads a file only when the user has agreed', async () => {
    const { files, sent, types } = createScene(['files-to-user']);
    await files.send(Promise.resolve(picked('a')));
    await vi.waitFor(() => expect(types()).toEqual(['offer', 'list']));
    files.receive(encodeFiles({ type: 'handled', transfer: 1, messages: 1 }));
    files.receive(encodeFiles({ type: 'accept', transfer: 1 }));
    await vi.waitFor(() => expect(types()).toEqual(['offer', 'list', 'piece', 'file-end']));
    const piece = sent[2] as Extract<FilesMessage, { type: 'piece' }>;
    expect(new TextDecoder().decode(piece.bytes as Bytes)).toBe('hei');
  });

  it('FT10 says at the end what was under way and what the user gave no leave for', async () => {
    const { files, held, types, unfinished } = createScene(['files-to-user']);
    await files.send(Promise.resolve(picked('a')));
    await vi.waitFor(() => expect(types()).toEqual(['offer', 'list']));
    files.receive(encodeFiles({ type: 'handled', transfer: 1, messages: 1 }));
    files.receive(encodeFiles({ type: 'accept', transfer: 1 }));
    await vi.waitFor(() => expect(types()).toContain('file-end'));
    held.clear();
    await files.send(Promise.resolve(picked('b')));
    files.close();
    const common = { sizeBytes: 3, doneBytes: 0, left: 'nothing' };
    expect(unfinished).toEqual([
      { name: 'b', why: 'not-granted', ...common },
      { name: 'a', why: 'session-over', isUnconfirmed: true, ...common },
    ]);
  });

  it('says what cannot be sent at all, until something else is picked', async () => {
    const { files, status, types } = createScene(['files-to-user']);
    await files.send(Promise.resolve(Array.from({ length: 50_001 }, () => ({ path: 'a', file: undefined }))));
    expect(status()?.refused).toBe('too-many');
    await files.send(Promise.reject(new DOMException('gone', 'NotFoundError')));
    expect(status()?.refused).toBe('not-readable');
    expect(types()).toEqual([]);
    await files.send(Promise.resolve(picked('a')));
    expect(status()?.refused).toBeUndefined();
  });

  it('FT9 stops while the grant is away, and leaves it to the host what becomes of a transfer', async () => {
    const { files, held, status, types } = createScene(['files-to-user']);
    await files.send(Promise.resolve(picked('a')));
    await vi.waitFor(() => expect(types()).toEqual(['offer', 'list']));
    held.clear();
    files.grantsChanged?.();
    files.receive(encodeFiles({ type: 'handled', transfer: 1, messages: 1 }));
    files.receive(encodeFiles({ type: 'accept', transfer: 1 }));
    await new Promise((resolve) => setImmediate(resolve));
    expect(types()).not.toContain('piece');
    files.receive(encodeFiles({ type: 'over', transfer: 1, by: 'receiver', problem: 'not-granted' }));
    expect(status()?.transfers[0]).toMatchObject({ state: 'over', problem: 'not-granted' });
  });
});
