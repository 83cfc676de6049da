import type { InputMessage } from '@fjernhjelp/protocol';
import { describe, expect, it } from 'vitest';
import { type TextTyping, typedTextMaxCharacters } from '../status.ts';
import { createTypist } from './typist.ts';

function createDesk() {
  const sent: InputMessage[] = [];
  const told: TextTyping[] = [];
  const tasks = new Set<() => void>();
  let queuedBytes = 0;
  const typist = createTypist({
    clock: {
      now: () => 0,
      schedule(_delayMs, task) {
        tasks.add(task);
        return () => void tasks.delete(task);
      },
    },
    send: (message) => void sent.push(message),
    queuedBytes: () => queuedBytes,
    changed: (typing) => void told.push(typing),
  });
  return {
    typist,
    told,
    text: () => sent.map((message) => (message.type === 'text' ? message.text : '?')).join(''),
    congest(bytes: number) {
      queuedBytes = bytes;
    },
    tick() {
      const [task] = tasks;
      if (task === undefined) return false;
      tasks.delete(task);
      task();
      return true;
    },
  };
}

describe('typing a text', () => {
  it('types it at a pace, whole, with each line end once and no character cut', () => {
    const { typist, told, text, tick } = createDesk();
    expect(typist.start('Æ👍b\r\ncd\ne')).toBe(true);
    expect(text()).toBe('Æ👍b');
    expect(told.at(-1)).toEqual({ state: 'running', typed: 3, total: 8 });
    while (tick());
    expect(text()).toBe('Æ👍b\ncd\ne');
    expect(told.at(-1)).toEqual({ state: 'done', typed: 8, total: 8 });
    expect(typist.isTyping).toBe(false);
  });

  it('stops at once and says how far it came', () => {
    const { typist, told, text, tick } = createDesk();
    typist.start('abcdefghi');
    typist.stop('stopped');
    expect(tick()).toBe(false);
    expect(text()).toBe('abc');
    expect(told.at(-1)).toEqual({ state: 'stopped', typed: 3, total: 9 });
    typist.stop('interrupted');
    expect(told.at(-1)?.state).toBe('stopped');
  });

  it('waits while the line is behind', () => {
    const { typist, text, tick, congest } = createDesk();
    typist.start('abcdef');
    congest(5000);
    for (let i = 0; i < 5; i++) tick();
    expect(text()).toBe('abc');
    congest(0);
    tick();
    expect(text()).toBe('abcdef');
  });

  it('takes one text at a time, none that is empty and none that is too long', () => {
    const { typist, text } = createDesk();
    expect(typist.start('')).toBe(false);
    expect(typist.start('x'.repeat(typedTextMaxCharacters + 1))).toBe(false);
    expect(text()).toBe('');
    expect(typist.start('👍'.repeat(typedTextMaxCharacters))).toBe(true);
    expect(typist.start('a')).toBe(false);
  });
});
