import { type ChatToViewer, decodeChatToHost, encodeChat, type Grant, limits } from '@fjernhjelp/protocol';
import { expect, test } from 'vitest';
import type { ViewerStatus } from '../status.ts';
import { createChatPart } from './chat.ts';

function openChat() {
  const granted = new Set<Grant>(['chat']);
  const sent: ReturnType<typeof decodeChatToHost>[] = [];
  let status: Partial<ViewerStatus> = {};
  const part = createChatPart({
    clock: { now: () => 0, schedule: () => () => {} },
    has: (grant) => granted.has(grant),
    send: (message) => void sent.push(decodeChatToHost(message)),
    queuedBytes: () => 0,
    update(changes) {
      status = { ...status, ...changes };
    },
    used() {},
    file() {},
    report() {},
  });
  let number = 0;
  function hear(text: string, more: Partial<Extract<ChatToViewer, { type: 'said' }>> = {}): void {
    number += 1;
    const said = { type: 'said', number, person: 0, name: '', text, atMs: 5, own: false, ...more } as const;
    part.receive(encodeChat(said));
  }
  return { part, sent, granted, hear, chat: () => status.chat };
}

test('MS1 what is written waits until the host says that it was said', () => {
  const { part, sent, hear, chat } = openChat();
  expect(part.say('  Hei\n')).toBe(true);
  expect(sent).toEqual([{ type: 'say', text: 'Hei' }]);
  expect(chat()).toMatchObject({ waiting: ['Hei'], messages: [] });
  hear('Hei', { person: 1, name: 'Kari', own: true });
  expect(chat()).toMatchObject({ waiting: [], messages: [{ text: 'Hei', own: true, number: 1 }] });
});

test('MS1 nothing is sent without the grant, of blanks, or when twenty wait', () => {
  const { part, sent, granted } = openChat();
  expect(part.say(' \u200B ')).toBe(false);
  for (let each = 0; each < 20; each++) expect(part.say('a')).toBe(true);
  expect(part.say('a')).toBe(false);
  granted.clear();
  expect(part.say('a')).toBe(false);
  expect(sent).toHaveLength(20);
});

test('MS5 what waited when the chat was taken away is told as unsaid', () => {
  const { part, granted, chat } = openChat();
  part.say('Er du der?');
  granted.clear();
  part.grantsChanged?.();
  expect(chat()).toMatchObject({ waiting: [], unsaid: ['Er du der?'] });
});

test('MS4 tells the host how far the helper has read, once', () => {
  const { part, sent, hear, chat } = openChat();
  part.read();
  hear('en');
  hear('to');
  part.read();
  part.read();
  expect(sent).toEqual([{ type: 'read', upTo: 2 }]);
  expect(chat()?.readUpTo).toBe(2);
  part.receive(encodeChat({ type: 'read', person: 0, upTo: 1 }));
  part.receive(encodeChat({ type: 'read', person: 0, upTo: 2 }));
  expect(chat()?.reads).toEqual([{ person: 0, upTo: 2 }]);
});

test('MS3 MS6 makes safe what a host sends, and keeps the newest', () => {
  const { hear, chat } = openChat();
  hear('\u202Ea\n\n\n\nb', { name: 'K\na' });
  expect(chat()?.messages[0]).toMatchObject({ text: 'a\n\nb', name: 'K a' });
  for (let each = 0; each < limits.chatMessages; each++) hear('c');
  expect(chat()?.messages).toHaveLength(limits.chatMessages);
});
