import type { Bytes } from '@fjernhjelp/protocol';
import { FileTrouble } from '@fjernhjelp/session/transfer';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDirectoryTarget } from './directory-target.ts';

const bytes = (text: string) => new TextEncoder().encode(text) as Bytes;

/** A folder as Chromium gives it: what is written to a file is in it when it is closed. */
function createFolder({ canMove = true } = {}) {
  const files = new Map<string, string>();
  const kept = new Set<string>();
  const fail = (name: string): never => {
    throw new DOMException('', name);
  };

  function handleOf(own: string) {
    let name = own;
    return {
      get name() {
        return name;
      },
      async getFile() {
        return new Blob([files.get(name) ?? '']);
      },
      async createWritable() {
        let written = '';
        const add = (data: Uint8Array) => {
          written += new TextDecoder().decode(data);
        };
        const close = () => void files.set(name, written);
        return Object.assign(new WritableStream<Uint8Array>({ write: add, close }), {
          write: async ({ data }: { data: Uint8Array }) => add(data),
          close: async () => close(),
          abort: async () => {},
        });
      },
      async move(next: string) {
        if (!canMove) fail('AbortError');
        files.set(next, files.get(name) ?? '');
        files.delete(name);
        name = next;
      },
    };
  }

  const directory = {
    name: 'mottak',
    async getFileHandle(name: string, { create = false } = {}) {
      if (name.endsWith('.lnk')) throw new TypeError('Name is not allowed.');
      if (!files.has(name) && !create) fail('NotFoundError');
      if (!files.has(name)) files.set(name, '');
      return handleOf(name);
    },
    async removeEntry(name: string) {
      if (kept.has(name)) fail('NoModificationAllowedError');
      if (!files.delete(name)) fail('NotFoundError');
    },
  };
  return {
    files,
    kept,
    target: createDirectoryTarget(directory as unknown as FileSystemDirectoryHandle),
  };
}

beforeEach(() => {
  let last: Promise<unknown> = Promise.resolve();
  vi.stubGlobal('navigator', {
    locks: {
      request(_name: string, take: () => Promise<unknown>) {
        const next = last.then(take);
        last = next.catch(() => {});
        return next;
      },
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('a folder that the helper picked', () => {
  it.each([true, false])(
    'FT5 has a file under another name until it is whole (renames: %s)',
    async (canMove) => {
      const { files, target } = createFolder({ canMove });
      const file = await target.createFile([], 'brev.txt', 5);
      await file.write([bytes('he'), bytes('i')], 0);
      expect([...files]).toEqual([['brev.txt.part', '']]);
      await file.write([bytes('!!')], 3);
      expect(await file.finish()).toBe('brev.txt');
      expect([...files]).toEqual([['brev.txt', 'hei!!']]);
    },
  );

  it('FT5 writes over nothing, also when two come at once', async () => {
    const { files, target } = createFolder();
    files.set('a', 'mitt');
    const both = await Promise.all([target.createFile([], 'a', 1), target.createFile([], 'a', 1)]);
    expect([...files.keys()]).toEqual(['a', 'a.part', 'a (1).part']);
    await Promise.all(both.map((file, at) => file.write([bytes(`${at}`)], 0)));
    expect(await Promise.all(both.map((file) => file.finish()))).toEqual(['a (1)', 'a (2)']);
    expect([...files]).toEqual([
      ['a', 'mitt'],
      ['a (1)', '0'],
      ['a (2)', '1'],
    ]);
  });

  it('refuses a name that the browser gives no file before anything has come', async () => {
    const { files, target } = createFolder();
    const trouble = await target.createFile([], 'snarvei.lnk', 1).catch((error: unknown) => error);
    expect(trouble).toBeInstanceOf(FileTrouble);
    expect(trouble).toMatchObject({ code: 'not-writable' });
    expect(files.size).toBe(0);
  });

  it('FT6 FT10 removes what is not finished, or says under which name it is left', async () => {
    const { files, kept, target } = createFolder();
    const first = await target.createFile([], 'a', 1);
    expect(await first.discard()).toBeUndefined();
    expect(await first.discard()).toBeUndefined();
    expect(files.size).toBe(0);
    const second = await target.createFile([], 'b', 1);
    kept.add('b.part');
    expect(await second.discard()).toBe('b.part');
  });
});
