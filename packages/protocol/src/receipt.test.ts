import { describe, expect, it } from 'vitest';
import { createReceiptBook } from './receipt.ts';

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

const kari = { name: 'Kari', organisation: 'Firma' };

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
    expect(book.close('ended-by-user')).toEqual({
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
    const receipt = book.close('ended-by-helper');
    expect(receipt?.people.map(({ toMs }) => toMs)).toEqual([1005, 1010]);
    expect(receipt?.people[0]?.grants).toHaveLength(2);
  });

  it('names files, and nothing of somebody who is not in', () => {
    const { book } = createBook();
    book.entered(1, kari);
    book.file(1, { grant: 'files-to-user', name: 'rapport.pdf', sizeBytes: 12 });
    book.file(2, { grant: 'files-to-user', name: 'annet.pdf', sizeBytes: 12 });
    book.left(1);
    book.file(1, { grant: 'files-to-user', name: 'etterpå.pdf', sizeBytes: 12 });
    expect(book.close('ended-by-user')?.people[0]?.files.map(({ name }) => name)).toEqual(['rapport.pdf']);
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
    expect(book.close('ended-by-user')?.recordings).toEqual([
      { by: 'user', name: '', fromMs: 1000, toMs: 1020 },
      { by: 'helper', name: 'Kari', fromMs: 1010, toMs: 1050 },
      { by: 'user', name: '', fromMs: 1030, toMs: 1050 },
      { by: 'helper', name: 'Ola', fromMs: 1030, toMs: 1040 },
    ]);
  });

  it('is none when nobody was let in, and stays small whatever helpers do', () => {
    const { book } = createBook();
    expect(createBook().book.close('ended-by-user')).toBeUndefined();
    book.entered(1, kari);
    for (let i = 0; i < 10_000; i++) {
      book.holds(1, i % 2 === 0 ? ['view'] : []);
      book.file(1, { grant: 'files-to-user', name: `${i}`, sizeBytes: 0 });
      book.records(i % 2 === 0 ? [{ by: 'user', name: '' }] : []);
    }
    const receipt = book.close('ended-by-user');
    const [person] = receipt?.people ?? [];
    expect(receipt?.recordings.length).toBe(200);
    expect(person?.grants.length).toBe(200);
    expect(person?.files.length).toBe(1000);
  });
});
