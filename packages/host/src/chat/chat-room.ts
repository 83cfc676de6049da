import { type ChatMessage, limits, showableLines, USER } from '@fjernhjelp/protocol';
import type { CreateSharedPart } from '../part.ts';
import { type ChatMember, createChatMember } from './chat-member.ts';

/**
 * The chat: one room for the user and every helper who may chat. What is said in it is for all who are in it at that
 * moment (PROTOCOL.md MS5).
 * @param wallClock gives milliseconds since 1970 UTC
 */
export function createChatRoom(wallClock: () => number): CreateSharedPart {
  return ({ changed }) => {
    let messages: readonly ChatMessage[] = [];
    let lastNumber = 0;
    const reads = new Map<number, number>();
    const members = new Set<ChatMember>();

    function say(person: number, name: string, stated: string): void {
      const text = showableLines(stated, limits.chatChars, limits.chatLines);
      if (text === '') return;
      lastNumber += 1;
      const message = { number: lastNumber, person, name, text, atMs: wallClock() };
      messages = [...messages, message].slice(-limits.chatMessages);
      for (const member of members) member.said(message);
      changed();
    }

    /** Nobody reads further than what was said, nor back. */
    function read(person: number, upTo: number): void {
      const next = Math.min(upTo, lastNumber);
      if (next <= (reads.get(person) ?? 0)) return;
      reads.set(person, next);
      for (const member of members) member.read({ person, upTo: next });
      changed();
    }

    return {
      part(ports) {
        const member = createChatMember(ports, {
          say: (text) => say(ports.person, ports.name(), text),
          read: (upTo) => read(ports.person, upTo),
          closed: () => members.delete(member),
        });
        members.add(member);
        return member;
      },
      get status() {
        const isOpen = [...members].some(({ isIn }) => isIn);
        return { chat: { messages, reads: [...reads].map(([person, upTo]) => ({ person, upTo })), isOpen } };
      },
      command(command) {
        if (command.type === 'say' && [...members].some(({ isIn }) => isIn)) say(USER, '', command.text);
        if (command.type === 'read-chat') read(USER, command.upTo);
      },
      clear() {
        messages = [];
        lastNumber = 0;
        reads.clear();
      },
    };
  };
}
