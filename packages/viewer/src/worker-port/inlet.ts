import type { Bytes } from '@fjernhjelp/protocol';
import type { Posted } from './outlet.ts';
import { createRingReader, type RingReader } from './shared-ring.ts';

/**
 * What it throws is reported and changes nothing else.
 * @param body empty when there is none
 * @param isGiven the body's buffer is one of the other thread's, which may have it back; else it is a copy
 */
export type Hear<Message> = (message: Message, body: Bytes, isGiven: boolean) => void;

/** Hears of what another thread's `Outlet` tells, in order. */
export interface Inlet {
  /** What came by a message. */
  posted(posted: Posted): void;
  /** Small messages come through this memory. @param fail it holds none that can be read: what is told is not whole any more */
  share(memory: SharedArrayBuffer, fail: () => void): void;
  /** Nothing more is heard. */
  close(): void;
}

export function createInlet<Message>(hear: Hear<Message>): Inlet {
  let ring: RingReader | undefined;
  let next = 0;
  let isClosed = false;
  /** What came before its turn. As many as the other thread has under way. */
  const early = new Map<number, () => void>();

  function arrive(number: number, deliver: () => void): void {
    if (isClosed) return;
    early.set(number, deliver);
    for (let due = early.get(next); due !== undefined && !isClosed; due = early.get(next)) {
      early.delete(next);
      next = (next + 1) >>> 0;
      try {
        due();
      } catch (error) {
        reportError(error);
      }
    }
  }

  async function listen(reader: RingReader): Promise<void> {
    const decoder = new TextDecoder();
    while (!isClosed) {
      for (let read = reader.read(); read !== undefined && !isClosed; read = reader.read()) {
        const { number, head, body } = read;
        arrive(number, () => hear(JSON.parse(decoder.decode(head)) as Message, body, false));
      }
      if (!isClosed) await reader.more();
    }
  }

  return {
    posted: ({ number, message, body }) =>
      arrive(number, () => hear(message as Message, body ?? new Uint8Array(), body !== undefined)),
    share(memory, fail) {
      ring = createRingReader(memory);
      listen(ring).catch((error: unknown) => {
        reportError(error);
        fail();
      });
    },
    close() {
      isClosed = true;
      early.clear();
      // Nobody waits for memory that nobody writes to.
      ring?.notify();
    },
  };
}
