import { decodeChatToViewer, encodeChat, limits, ProtocolViolation } from '@fjernhjelp/protocol';
import { createManualClock } from '@fjernhjelp/session/testing';
import { describe, expect, it, vi } from 'vitest';
import { createFakePartPorts } from '../testing/index.ts';
import { createChatRoom } from './chat-room.ts';

function openRoom() {
  const clock = createManualClock();
  const changed = vi.fn();
  let wallMs = 1_800_000_000_000;
  const room = createChatRoom(() => wallMs++)({ changed });
  function enter(person: number, name: string) {
    const ports = createFakePartPorts(clock, { person, name, granted: ['chat'] });
    const part = room.part(ports);
    return {
      part,
      ports,
      say: (text: string) => part.receive(encodeChat({ type: 'say', text })),
      read: (upTo: number) => part.receive(encodeChat({ type: 'read', upTo })),
      told: () => ports.sent.map(decodeChatToViewer),
      texts: () =>
        ports.sent.map(decodeChatToViewer).flatMap((one) => (one.type === 'said' ? [one.text] : [])),
    };
  }
  const chat = () => room.status?.chat;
  return { clock, changed, room, enter, chat };
}

describe('the chat', () => {
  it('MS5 is one room: what anybody says all get, with who said it', () => {
    const { room, enter, chat } = openRoom();
    const kari = enter(1, 'Kari');
    const ola = enter(2, 'Ola');
    kari.say('Hei');
    room.command?.({ type: 'say', text: 'Hei på dere\nbegge' });
    expect(kari.told()).toEqual([
      { type: 'said', number: 1, person: 1, name: 'Kari', text: 'Hei', atMs: 1_800_000_000_000, own: true },
      {
        type: 'said',
        number: 2,
        person: 0,
        name: '',
        text: 'Hei på dere\nbegge',
        atMs: 1_800_000_000_001,
        own: false,
      },
    ]);
    expect(ola.told()).toMatchObject([{ person: 1, own: false }, { person: 0 }]);
    expect(chat()?.messages).toMatchObject([{ text: 'Hei' }, { text: 'Hei på dere\nbegge' }]);
  });

  it('MS5 somebody who comes later does not see what was said before', () => {
    const { enter } = openRoom();
    const kari = enter(1, 'Kari');
    kari.say('før');
    const ola = enter(2, 'Ola');
    kari.say('etter');
    expect(ola.texts()).toEqual(['etter']);
  });

  it('MS5 who may not chat any more neither says nor hears anything, also not afterwards', () => {
    const { room, enter, chat } = openRoom();
    const kari = enter(1, 'Kari');
    const ola = enter(2, 'Ola');
    ola.ports.granted.delete('chat');
    ola.part.grantsChanged?.();
    ola.say('krysset på veien');
    kari.say('uten Ola');
    ola.ports.granted.add('chat');
    ola.part.grantsChanged?.();
    room.command?.({ type: 'say', text: 'med Ola' });
    expect(ola.texts()).toEqual(['med Ola']);
    expect(chat()?.messages.map(({ text }) => text)).toEqual(['uten Ola', 'med Ola']);
  });

  it('MS5 the user writes to nobody when nobody may chat', () => {
    const { room, enter, chat } = openRoom();
    const kari = enter(1, 'Kari');
    expect(chat()?.isOpen).toBe(true);
    kari.ports.granted.clear();
    expect(chat()?.isOpen).toBe(false);
    room.command?.({ type: 'say', text: 'Er du der?' });
    expect(chat()?.messages).toEqual([]);
  });

  it('MS3 makes safe what a helper writes, and drops what is nothing then', () => {
    const { enter, chat } = openRoom();
    const kari = enter(1, 'Kari');
    kari.say('\u202Etsil\u0000\n\n\n\nfin');
    kari.say('\u200B\n ');
    expect(chat()?.messages.map(({ text }) => text)).toEqual(['tsil\n\nfin']);
  });

  it('MS4 tells everybody but the reader how far who has read, never back and never ahead', () => {
    const { room, enter, chat } = openRoom();
    const kari = enter(1, 'Kari');
    const ola = enter(2, 'Ola');
    kari.say('en');
    kari.say('to');
    ola.read(2);
    ola.read(1);
    room.command?.({ type: 'read-chat', upTo: 99 });
    expect(kari.told().filter(({ type }) => type === 'read')).toEqual([
      { type: 'read', person: 2, upTo: 2 },
      { type: 'read', person: 0, upTo: 2 },
    ]);
    expect(ola.told().filter(({ type }) => type === 'read')).toEqual([{ type: 'read', person: 0, upTo: 2 }]);
    expect(chat()?.reads).toEqual([
      { person: 2, upTo: 2 },
      { person: 0, upTo: 2 },
    ]);
  });

  it('MS6 keeps the newest messages only', () => {
    const { room, enter, chat } = openRoom();
    enter(1, 'Kari');
    for (let each = 1; each <= limits.chatMessages + 3; each++)
      room.command?.({ type: 'say', text: `${each}` });
    expect(chat()?.messages).toHaveLength(limits.chatMessages);
    expect(chat()?.messages[0]).toMatchObject({ number: 4, text: '4' });
  });

  it('MS6 ends the session of a helper who writes faster than a person', () => {
    const { clock, enter } = openRoom();
    const kari = enter(1, 'Kari');
    for (let each = 0; each < limits.chatBurst; each++) kari.say('a');
    expect(() => kari.say('a')).toThrow(ProtocolViolation);
    clock.advance(1000);
    kari.say('a');
    kari.say('a');
    expect(() => kari.say('a')).toThrow(ProtocolViolation);
  });

  it('MS6 hands no more to a line that is slow or gone than it takes, and the rest when it does', () => {
    const { clock, room, enter } = openRoom();
    const kari = enter(1, 'Kari');
    kari.ports.waitingBytes = 64 * 1024;
    for (let each = 1; each <= limits.chatMessages + 1; each++)
      room.command?.({ type: 'say', text: `${each}` });
    expect(kari.told()).toEqual([]);
    kari.ports.waitingBytes = 0;
    clock.advance(250);
    expect(kari.texts()).toHaveLength(limits.chatMessages);
    expect(kari.texts()[0]).toBe('2');
    kari.part.close();
    expect(clock.pending).toBe(0);
  });

  it('nothing stays for another session', () => {
    const { room, enter, chat } = openRoom();
    const kari = enter(1, 'Kari');
    kari.say('hemmelig');
    kari.part.close();
    expect(chat()?.messages).toHaveLength(1);
    room.clear();
    expect(chat()).toEqual({ messages: [], reads: [], isOpen: false });
  });
});
