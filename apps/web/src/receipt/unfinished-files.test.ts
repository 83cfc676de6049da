import type { ReceiptUnfinished } from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { unfinishedFiles } from './unfinished-files.ts';

const toUser: ReceiptUnfinished = {
  grant: 'files-to-user',
  name: 'rapport.pdf',
  sizeBytes: 340,
  doneBytes: 12,
  why: 'session-over',
  left: 'nothing',
  atMs: 0,
};
const fromUser: ReceiptUnfinished = { ...toUser, grant: 'files-from-user', left: 'part', leftAs: 'x.part' };

const peopleWith = (...people: (readonly ReceiptUnfinished[])[]) =>
  people.map((unfinished, at) => ({ name: `Hjelper ${at}`, unfinished, unfinishedCount: unfinished.length }));

describe('FT10 files that did not arrive, after the end', () => {
  it('are none where all arrived', () => {
    expect(unfinishedFiles(peopleWith([], []), 'user')).toBeUndefined();
  });

  it('are the first five of all helpers’, and counted', () => {
    const files = unfinishedFiles(peopleWith(Array(4).fill(toUser), Array(30).fill(toUser)), 'user');
    expect(files).toMatchObject({ count: 34, hasToUser: true, hasFromUser: false });
    expect(files?.shown.map(({ helper }) => helper)).toEqual([
      'Hjelper 0',
      'Hjelper 0',
      'Hjelper 0',
      'Hjelper 0',
      'Hjelper 1',
    ]);
  });

  it('say what is left on the disk of this end alone, the worst first', () => {
    const people = peopleWith([toUser, fromUser]);
    expect(unfinishedFiles(people, 'user')?.left).toBe('nothing');
    expect(unfinishedFiles(people, 'helper')?.left).toBe('part');
    const removing = peopleWith([toUser, { ...toUser, left: 'removing' }]);
    expect(unfinishedFiles(removing, 'user')?.left).toBe('removing');
    expect(unfinishedFiles(peopleWith([toUser]), 'helper')?.left).toBeUndefined();
  });
});
