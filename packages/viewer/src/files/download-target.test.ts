import type { Bytes } from '@fjernhjelp/protocol';
import { FileTrouble } from '@fjernhjelp/session/transfer';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDownloads } from './download-target.ts';

const MIB = 1024 * 1024;

/** What the page gave to the browser as a download. */
let saved: { name: string; content: Blob | undefined }[];
let urls: Map<string, Blob>;

beforeEach(() => {
  vi.useFakeTimers();
  saved = [];
  urls = new Map();
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    const url = `blob:${urls.size}`;
    urls.set(url, blob as Blob);
    return url;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void urls.delete(url));
  vi.stubGlobal('document', {
    createElement: () => ({
      href: '',
      download: '',
      click() {
        saved.push({ name: this.download, content: urls.get(this.href) });
      },
    }),
  });
  vi.stubGlobal(
    'FileSystemFileHandle',
    class {
      createWritable() {}
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A private window of Firefox or Safari: the storage is there, and nothing can be had from it. */
function stubPrivateWindow(): void {
  const refuse = () => Promise.reject(new DOMException('not here', 'SecurityError'));
  vi.stubGlobal('navigator', {
    storage: { getDirectory: refuse, estimate: async () => ({ quota: 10 * MIB, usage: 0 }) },
  });
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof FileTrouble ? error.code : error),
  );

describe('files in a window without storage', () => {
  it('are kept in memory, and given out whole', async () => {
    stubPrivateWindow();
    const target = createDownloads().createTarget();
    expect(await target.freeBytes()).toBeUndefined();
    const file = await target.createFile(['Mappe'], 'notat.txt', 6);
    await file.write([new TextEncoder().encode('hei ') as Bytes], 0);
    await file.write([new TextEncoder().encode('du') as Bytes], 4);
    expect(await file.finish()).toBe('Mappe - notat.txt');
    expect(saved.map(({ name }) => name)).toEqual(['Mappe - notat.txt']);
    expect(await saved[0]?.content?.text()).toBe('hei du');
  });

  it('are together no more than the memory that a page may take, and what is too much is said before it comes', async () => {
    stubPrivateWindow();
    const downloads = createDownloads();
    const target = downloads.createTarget();
    expect(await codeOf(target.createFile([], 'film.mp4', 257 * MIB))).toBe('too-large');
    const large = await target.createFile([], 'stor.zip', 200 * MIB);
    // Of another transfer, which runs beside it.
    const other = downloads.createTarget();
    expect(await codeOf(other.createFile([], 'til.zip', 57 * MIB))).toBe('too-large');
    const small = await other.createFile([], 'liten.zip', 56 * MIB);
    await large.discard();
    await large.discard();
    const next = await target.createFile([], 'til.zip', 200 * MIB);
    await next.finish();
    expect(await codeOf(target.createFile([], 'en.txt', 1))).toBe('too-large');
    // The browser has copied it by then.
    vi.advanceTimersByTime(60_000);
    await (await target.createFile([], 'en.txt', 200 * MIB)).discard();
    await small.discard();
  });

  it('take no more than was announced', async () => {
    stubPrivateWindow();
    const file = await createDownloads().createTarget().createFile([], 'a', 2);
    expect(await codeOf(file.write([new Uint8Array(3)], 0))).toBe('too-large');
  });
});
