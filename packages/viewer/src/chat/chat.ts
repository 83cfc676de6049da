import {
  type ChatMessage,
  decodeChatToViewer,
  encodeChat,
  limits,
  showableLines,
  showableText,
  streams,
} from '@fjernhjelp/protocol';
import type { ViewerPart, ViewerPartPorts } from '../part.ts';
import type { ViewerChat } from './chat-status.ts';

/** What the helper does in the chat (PROTOCOL.md MS1–MS6). */
export interface ChatPart extends ViewerPart {
  /** @returns false when it could not be sent: not granted, nothing but blanks, or too fast */
  say(text: string): boolean;
  /** All messages that there are have been seen. */
  read(): void;
}

/** So much slower than the host's bound that a broken line cannot make it reach that (MS6). */
const WAITING_MESSAGES = 20;

export function createChatPart(ports: ViewerPartPorts): ChatPart {
  let chat: ViewerChat = { messages: [], waiting: [], unsaid: [], reads: [], readUpTo: 0 };

  function update(changes: Partial<ViewerChat>): void {
    chat = { ...chat, ...changes };
    ports.update({ chat });
  }

  function said({ own, ...message }: ChatMessage & { own: boolean }): void {
    const shown = {
      ...message,
      name: showableText(message.name, limits.nameChars),
      text: showableLines(message.text, limits.chatChars, limits.chatLines),
      own,
    };
    update({
      messages: [...chat.messages, shown].slice(-limits.chatMessages),
      // The host answers in the order in which it was asked.
      ...(own &&
        (chat.waiting.length > 0 ? { waiting: chat.waiting.slice(1) } : { unsaid: chat.unsaid.slice(1) })),
    });
  }

  return {
    stream: streams.chat,
    receive(bytes) {
      const message = decodeChatToViewer(bytes);
      if (message.type === 'said') {
        const { type: _, ...rest } = message;
        said(rest);
      } else {
        const { person, upTo } = message;
        update({ reads: [...chat.reads.filter((other) => other.person !== person), { person, upTo }] });
      }
    },
    grantsChanged() {
      if (ports.has('chat') || chat.waiting.length === 0) return;
      update({ waiting: [], unsaid: [...chat.unsaid, ...chat.waiting].slice(-WAITING_MESSAGES) });
    },
    close() {},
    say(written) {
      const text = showableLines(written, limits.chatChars, limits.chatLines);
      if (text === '' || !ports.has('chat') || chat.waiting.length >= WAITING_MESSAGES) return false;
      ports.used('chat');
      ports.send(encodeChat({ type: 'say', text }));
      update({ waiting: [...chat.waiting, text] });
      return true;
    },
    read() {
      const readUpTo = chat.messages.at(-1)?.number ?? 0;
      if (readUpTo <= chat.readUpTo) return;
      if (ports.has('chat')) ports.send(encodeChat({ type: 'read', upTo: readUpTo }));
      update({ readUpTo });
    },
  };
}
