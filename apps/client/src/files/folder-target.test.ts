import {
  chmod,
  mkdir,
  mkdtemp,
  open as openFile,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bytes } from '@fjernhjelp/protocol';
import { FileTrouble } from '@fjernhjelp/session/transfer';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openFolderTarget, writePieces, writeWhole } from './folder-target.ts';

let folder: string;
const left = vi.fn();
const open = (place = folder) => openFolderTarget(place, { platform: 'linux', left });
const bytes = (text: string) => new TextEncoder().encode(text) as Bytes;
const codeOf = (given: Promise<unknown>) =>
  given.then(
    () => undefined,
    (error) => (error instanceof FileTrouble ? error.code : error),
  );

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folder-target-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  expect(left).not.toHaveBeenCalled();
});

describe('a folder for files', () => {
  it('FT5 has a file under another name until it is whole', async () => {
    const target = await open();
    const file = await target.createFile([], 'brev.txt', 6);
    await file.write([bytes('a'), bytes('bc')], 0);
    expect(await readdir(folder)).toEqual(['brev.txt.part']);
    await file.write([bytes('def')], 3);
    expect(await file.finish()).toBe('brev.txt');
    expect(await readdir(folder)).toEqual(['brev.txt']);
    expect(await readFile(join(folder, 'brev.txt'), 'utf8')).toBe('abcdef');
    expect((await stat(join(folder, 'brev.txt'))).mode & 0o111).toBe(0);
  });

  it('FT5 writes over nothing: neither a file, nor an unfinished one, nor a folder, nor what a link points to', async () => {
    await writeFile(join(folder, 'a'), 'mitt');
    await writeFile(join(folder, 'a.part'), 'mitt også');
    await writeFile(join(folder, 'mål'), 'mål');
    await symlink(join(folder, 'mål'), join(folder, 'lenke'));
    await mkdir(join(folder, 'mappe'));
    const target = await open();
    for (const name of ['a', 'lenke', 'mappe']) {
      const file = await target.createFile([], name, 3);
      await file.write([bytes('nytt')], 0);
      expect(await file.finish()).toBe(`${name} (1)`);
    }
    expect(await target.makeFolder([], 'mappe')).toBe('mappe (2)');
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('mitt');
    expect(await readFile(join(folder, 'a.part'), 'utf8')).toBe('mitt også');
    expect(await readFile(join(folder, 'mål'), 'utf8')).toBe('mål');
  });

  it('FT6 removes what is not finished', async () => {
    const target = await open();
    const file = await target.createFile([], 'stor', 10);
    await file.write([bytes('abc')], 0);
    expect(await file.discard()).toBeUndefined();
    expect(await file.discard()).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  });

  it('FT10 says under which name a file is left that could not be removed', async () => {
    const target = await open();
    const file = await target.createFile([], 'stor', 10);
    // What lies there by that name cannot be removed as a file.
    await rm(join(folder, 'stor.part'));
    await mkdir(join(folder, 'stor.part'));
    expect(await file.discard()).toBe('stor.part');
    expect(left).toHaveBeenCalledOnce();
    left.mockClear();
  });

  it('makes folders within it, and files in them', async () => {
    const target = await open();
    const name = await target.makeFolder([], 'Rapporter');
    await target.makeFolder([name], '2026');
    const file = await target.createFile([name, '2026'], 'tom', 0);
    await file.finish();
    expect(await readdir(join(folder, 'Rapporter', '2026'))).toEqual(['tom']);
  });

  it('says how much room there is', async () => {
    expect(await (await open()).freeBytes()).toBeGreaterThan(0);
  });

  it('FT8 says that a disk is full, so that the same can be tried again', async () => {
    // /dev/full answers every write so.
    await symlink('/dev/full', join(folder, 'full'));
    const handle = await openFile(join(folder, 'full'), 'r+');
    expect(await codeOf(writeWhole(handle, bytes('x'), 0))).toBe('no-space');
    expect(await codeOf(writePieces(handle, [bytes('x'), bytes('y')], 0))).toBe('no-space');
    await handle.close();
  });

  it('FT5 writes all of the pieces also when the system takes a part of them at a time', async () => {
    const handle = await openFile(join(folder, 'delvis'), 'wx');
    const slow = Object.assign(Object.create(handle) as typeof handle, {
      writev: async ([first]: Uint8Array[], offset: number) =>
        handle.write(first!.subarray(0, 2), 0, 2, offset),
      write: (piece: Uint8Array, at: number, _size: number, offset: number) =>
        handle.write(piece, at, 1, offset),
    });
    await writePieces(slow, [bytes('abc'), bytes('def')], 0);
    await handle.close();
    expect(await readFile(join(folder, 'delvis'), 'utf8')).toBe('abcdef');
  });

  it('refuses what is no folder, is not there, or is not for this user to write in', async () => {
    await writeFile(join(folder, 'fil'), '');
    expect(await codeOf(open(join(folder, 'fil')))).toBe('not-writable');
    expect(await codeOf(open(join(folder, 'borte')))).toBe('not-writable');
    expect(await codeOf(open('.'))).toBe('not-writable');
    expect(await codeOf(open('/proc/self/fdinfo').then((target) => target.createFile([], 'a', 1)))).toBe(
      'not-writable',
    );
    if (process.getuid?.() === 0) return;
    await chmod(folder, 0o555);
    expect(await codeOf(open())).toBe('not-writable');
    await chmod(folder, 0o755);
  });
});
