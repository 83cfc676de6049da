import {
  type ChatMessage,
  type ChatRead,
  decodeChatToHost,
  encodeChat,
  limits,
  streams,
} from '@fjernhjelp/protocol';
import type { HostPart, HostPartPorts } from '../part.ts';
import { createAllowance } from './allowance.ts';

/** More than this is not handed to a channel whose line is slow or gone: it waits here, where it has a bound. */
const QUEUE_BYTES = 64 * 1024;
const QUEUE_LOOK_MS = 250;
const ALLOWANCE_MS = 500;

export interface ChatMemberListener {
  say(text: string): void;
  read(upTo: number): void;
  closed(): void;
}

/** One helper's place in the chat. */
export interface ChatMember extends HostPart {
  /** The helper may chat at this moment. */
  readonly isIn: boolean;
  /** Somebody said something; a helper who may not chat at that moment never gets it. */
  said(message: ChatMessage): void;
  read(read: ChatRead): void;
}

export function createChatMember(ports: HostPartPorts, listener: ChatMemberListener): ChatMember {
  const { clock, person } = ports;
  const allow = createAllowance(clock, limits.chatBurst, ALLOWANCE_MS);
  let waiting: readonly ChatMessage[] = [];
  /** Of each person only the newest counts. */
  const waitingReads = new Map<number, number>();
  let cancelLook: (() => void) | undefined;
  let isClosed = false;

  const isIn = () => !isClosed && ports.has('chat');

  /** Sends what waits, as far as the line takes it; the rest when it does. */
  function flush(): void {
    cancelLook?.();
    cancelLook = undefined;
    if (!isIn()) return;
    while (waiting.length > 0 && ports.queuedBytes() < QUEUE_BYTES) {
      const [message, ...rest] = waiting;
      waiting = rest;
      if (message !== undefined)
        ports.send(encodeChat({ type: 'said', ...message, own: message.person === person }));
    }
    if (waiting.length > 0) {
      cancelLook = clock.schedule(QUEUE_LOOK_MS, flush);
      return;
    }
    for (const [reader, upTo] of waitingReads) ports.send(encodeChat({ type: 'read', person: reader, upTo }));
    waitingReads.clear();
  }

  return {
    stream: streams.chat,
    grants: ['chat'],
    get isIn() {
      return isIn();
    },
    receive(bytes) {
      const message = decodeChatToHost(bytes);
      allow();
      // What crossed the end of the grant, or a pause, on its way.
      if (!isIn()) return;
      if (message.type === 'say') {
        ports.used('chat');
        listener.say(message.text);
      } else listener.read(message.upTo);
    },
    said(message) {
      if (!isIn()) return;
      waiting = [...waiting, message].slice(-limits.chatMessages);
      flush();
    },
    read({ person: reader, upTo }) {
      // Nothing may wait for a helper who has not been let in: it would come before the word that they are.
      if (!isIn() || reader === person) return;
      waitingReads.set(reader, upTo);
      flush();
    },
    grantsChanged: flush,
    line(isConnected) {
      if (isConnected) flush();
    },
    close() {
      isClosed = true;
      cancelLook?.();
      waiting = [];
      listener.closed();
    },
  };
}
