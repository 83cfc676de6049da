import { grants } from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { createGrantBook, DECLINED_PAUSE_MS } from './grant-book.ts';

function createBook(givable = grants) {
  let nowMs = 0;
  const clock = { now: () => nowMs, schedule: () => () => {} };
  const book = createGrantBook(clock, givable);
  const ask = (grant: (typeof grants)[number]) => book.ask({ grant, reason: '' });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  const held = () => book.held.map(({ grant }) => grant);
  return { book, ask, pass, held };
}

describe('grants', () => {
  it('CT9 are none before the helper is let in, and view and point after', () => {
    const { book, held } = createBook();
    expect(held()).toEqual([]);
    book.allowDefaults();
    expect(held()).toEqual(['view', 'point', 'chat']);
  });

  it('CT9 are given only when they were asked for', () => {
    const { book, ask, held } = createBook();
    expect(book.allow('control', 'session')).toBe(false);
    expect(book.has('control')).toBe(false);
    expect(ask('control')).toBe('open');
    expect(book.allow('control', 'session')).toBe(true);
    expect(held()).toEqual(['control']);
    expect(book.request).toBeUndefined();
  });

  it('CT8 are asked for one at a time', () => {
    const { book, ask } = createBook();
    expect(ask('control')).toBe('open');
    expect(ask('control')).toBe('ignored');
    expect(ask('view')).toBe('ignored');
    expect(book.request?.grant).toBe('control');
  });

  it('VO4 that the user thought of are asked about like others, also right after a no', () => {
    const { book, ask } = createBook();
    const offer = () => book.ask({ grant: 'voice', reason: '', isOffered: true });
    expect(offer()).toBe('open');
    expect(book.has('voice')).toBe(false);
    expect(ask('voice')).toBe('ignored');
    book.decline('voice');
    expect(ask('voice')).toBe('declined');
    expect(offer()).toBe('open');
    expect(book.allow('voice', 'now')).toBe(true);
    expect(offer()).toBe('ignored');
  });

  it('CT8 that were declined are declined without asking for a while', () => {
    const { book, ask, pass } = createBook();
    ask('control');
    expect(book.decline('control')).toBe(true);
    expect(ask('control')).toBe('declined');
    pass(DECLINED_PAUSE_MS - 1);
    expect(ask('control')).toBe('declined');
    pass(1);
    expect(ask('control')).toBe('open');
  });

  it('CT8 that are held are not asked for again', () => {
    const { book, ask } = createBook();
    book.allowDefaults();
    expect(ask('view')).toBe('ignored');
    expect(book.request).toBeUndefined();
  });

  it('CT5 that this host cannot give are declined at once', () => {
    const { book, ask } = createBook(['view', 'point'] as never);
    expect(ask('control')).toBe('declined');
    expect(book.request).toBeUndefined();
  });

  it('CT9 are taken back once', () => {
    const { book, held } = createBook();
    book.allowDefaults();
    expect(book.takeBack('view')).toBe(true);
    expect(book.takeBack('view')).toBe(false);
    expect(held()).toEqual(['point', 'chat']);
  });

  it('CT12 that were given for now end together, and leave the others', () => {
    const { book, ask, held } = createBook();
    book.allowDefaults();
    ask('control');
    book.allow('control', 'now');
    ask('recording');
    book.allow('recording', 'session');
    expect(book.held.at(-2)).toEqual({ grant: 'chat', duration: 'session' });
    expect(book.endNow()).toBe(true);
    expect(book.endNow()).toBe(false);
    expect(held()).toEqual(['view', 'point', 'chat', 'recording']);
  });
});
