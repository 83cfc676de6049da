import { describe, expect, it } from 'vitest';
import type { EndReason } from './end-reason.ts';
import { createReceiptBook, type Receipt, type ReceiptBook } from './receipt.ts';
import type { UnfinishedFile } from './receipt-files.ts';

function createBook() {
  let nowMs = 1000;
  const book = createReceiptBook(() => nowMs);
  return {
    book,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

function closed(book: ReceiptBook, endReason: EndReason): Receipt | undefined {
  expect(book.receipt).toBeUndefined();
  book.close(endReason);
  return book.receipt;
}

const kari = { name: 'Kari', organisation: 'Firma' };

const unfinished: UnfinishedFile = {
  name: 'rapport.pdf',
  sizeBytes: 340,
  doneBytes: 12,
  why: 'session-over',
  left: 'removing',
};

describe('EN6 a receipt', () => {
  it('says who was in, from when to when, and what was granted and used', () => {
    const { book, pass } = createBook();
    book.entered(1, kari);
    book.holds(1, ['view', 'point']);
    book.used(1, 'view');
    pass(10);
    book.holds(1, ['view', 'control']);
    book.used(1, 'control');
    book.used(1, 'point');
    pass(10);
    book.holds(1, ['view']);
    pass(10);
    expect(closed(book, 'ended-by-user')).toEqual({
      fromMs: 1000,
      toMs: 1030,
      endReason: 'ended-by-user',
      people: [
        {
          ...kari,
          fromMs: 1000,
          toMs: 1030,
          grants: [
            { grant: 'view', fromMs: 1000, toMs: 1030, used: true },
            { grant: 'point', fromMs: 1000, toMs: 1010, used: false },
            { grant: 'control', fromMs: 1010, toMs: 1020, used: true },
          ],
          files: [],
          unfinished: [],
          unfinishedCount: 0,
        },
      ],
      recordings: [],
    });
  });

  it('has each time that something was granted, and everybody who came', () => {
    const { book, pass } = createBook();
    book.entered(1, kari);
    book.holds(1, ['control']);
    book.holds(1, []);
    book.holds(1, ['control']);
    book.entered(2, { name: '', organisation: '' });
    pass(5);
    book.left(1);
    pass(5);
    const receipt = closed(book, 'ended-by-helper');
    expect(receipt?.people.map(({ toMs }) => toMs)).toEqual([1005, 1010]);
    expect(receipt?.people[0]?.grants).toHaveLength(2);
  });

  it('names files, and nothing of somebody who was never in', () => {
    const { book } = createBook();
    book.entered(1, kari);
    book.file(1, { grant: 'files-to-user', name: 'rapport.pdf', sizeBytes: 12 });
    book.file(2, { grant: 'files-to-user', name: 'annet.pdf', sizeBytes: 12 });
    book.left(1);
    // It was given its name while they left.
    book.file(1, { grant: 'files-to-user', name: 'i siste liten.pdf', sizeBytes: 12 });
    expect(closed(book, 'ended-by-user')?.people[0]?.files.map(({ name }) => name)).toEqual([
      'rapport.pdf',
      'i siste liten.pdf',
    ]);
  });

  it('names files that did not arrive, until they do', () => {
    const { book } = createBook();
    book.entered(1, kari);
    book.unfinished(1, 'files-to-user', [unfinished, { ...unfinished, name: 'brev.txt' }]);
    book.unfinished(1, 'files-from-user', [unfinished]);
    book.unfinished(2, 'files-to-user', [unfinished]);
    book.file(1, { grant: 'files-to-user', name: 'brev.txt', sizeBytes: 340 });
    const [person] = closed(book, 'ended-by-user')?.people ?? [];
    expect(person?.unfinished).toEqual([
      { ...unfinished, grant: 'files-to-user', atMs: 1000 },
      { ...unfinished, grant: 'files-from-user', atMs: 1000 },
    ]);
    expect(person?.unfinishedCount).toBe(2);
  });

  it('has no file missing that came with whoever came instead', () => {
    const { book } = createBook();
    book.entered(1, kari);
    expect(book.leftInFiles).toEqual([]);
    book.unfinished(1, 'files-to-user', [unfinished, { ...unfinished, name: 'b' }]);
    expect(book.leftInFiles).toEqual([]);
    book.left(1);
    book.entered(2, kari);
    expect(book.leftInFiles).toMatchObject([{ person: 1, name: 'Kari', unfinishedCount: 2 }]);
    book.file(2, { grant: 'files-to-user', name: 'rapport.pdf', sizeBytes: 340 });
    expect(book.leftInFiles).toMatchObject([{ unfinished: [{ name: 'b' }] }]);
    expect(closed(book, 'ended-by-user')?.people[0]?.unfinishedCount).toBe(1);
  });

  it('is another when the disk has done its part after the end', () => {
    const { book } = createBook();
    book.entered(1, kari);
    book.unfinished(1, 'files-to-user', [unfinished, { ...unfinished, name: 'b' }]);
    closed(book, 'ended-by-user');
    book.unfinished(1, 'files-to-user', [{ ...unfinished, left: 'part', leftAs: '/ned/rapport.pdf.part' }]);
    book.file(1, { grant: 'files-to-user', name: 'b', sizeBytes: 340 });
    const [person] = book.receipt?.people ?? [];
    expect(person?.unfinished).toMatchObject([{ left: 'part', leftAs: '/ned/rapport.pdf.part' }]);
    expect(person?.files).toMatchObject([{ name: 'b' }]);
  });

  it('has names that can do nothing but be read', () => {
    const { book } = createBook();
    book.entered(1, kari);
    const name = 'a\r\n- Kari: \u202Efdp.exe';
    book.unfinished(1, 'files-to-user', [
      { ...unfinished, name },
      { ...unfinished, name: '\u202E' },
    ]);
    book.file(1, { grant: 'files-to-user', name: `${name}2`, sizeBytes: 1 });
    const [person] = closed(book, 'ended-by-user')?.people ?? [];
    expect(person?.unfinished.map((file) => file.name)).toEqual(['a - Kari: fdp.exe', '_']);
    expect(person?.files.map((file) => file.name)).toEqual(['a - Kari: fdp.exe2']);
  });

  it('names the first hundred of the files that did not arrive, and counts the others', () => {
    const { book } = createBook();
    book.entered(1, kari);
    const all = Array.from({ length: 50_000 }, (_, at) => ({ ...unfinished, name: `${at}` }));
    book.unfinished(1, 'files-to-user', all);
    const [person] = closed(book, 'ended-by-user')?.people ?? [];
    expect(person?.unfinished.length).toBe(100);
    expect(person?.unfinished[0]?.name).toBe('0');
    expect(person?.unfinishedCount).toBe(50_000);
  });

  it('names who recorded, the user too, from when to when, each time', () => {
    const { book, pass } = createBook();
    const user = { by: 'user', name: '' } as const;
    book.entered(1, kari);
    book.entered(2, { name: 'Ola', organisation: '' });
    book.records([user]);
    pass(10);
    book.records([user, { by: 1, name: 'Kari' }]);
    pass(10);
    book.records([{ by: 1, name: 'Kari' }]);
    pass(10);
    book.records([user, { by: 1, name: 'Kari' }, { by: 2, name: 'Ola' }]);
    pass(10);
    book.left(2);
    pass(10);
    expect(closed(book, 'ended-by-user')?.recordings).toEqual([
      { by: 'user', name: '', fromMs: 1000, toMs: 1020 },
      { by: 'helper', name: 'Kari', fromMs: 1010, toMs: 1050 },
      { by: 'user', name: '', fromMs: 1030, toMs: 1050 },
      { by: 'helper', name: 'Ola', fromMs: 1030, toMs: 1040 },
    ]);
  });

  it('is none when nobody was let in, and stays small whatever helpers do', () => {
    const { book } = createBook();
    expect(closed(createBook().book, 'ended-by-user')).toBeUndefined();
    book.entered(1, kari);
    for (let i = 0; i < 10_000; i++) {
      book.holds(1, i % 2 === 0 ? ['view'] : []);
      book.file(1, { grant: 'files-to-user', name: `${i}`, sizeBytes: 0 });
      book.records(i % 2 === 0 ? [{ by: 'user', name: '' }] : []);
    }
    const receipt = closed(book, 'ended-by-user');
    const [person] = receipt?.people ?? [];
    expect(receipt?.recordings.length).toBe(200);
    expect(person?.grants.length).toBe(200);
    expect(person?.files.length).toBe(1000);
  });
});
