import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { limits } from '@fjernhjelp/protocol';
import type { TestSocket } from '../../apps/server/src/testing/test-socket.ts';
import { type Link, ServerProcess } from './server-process.ts';

/** What each sender keeps waiting on its own side: always more than the relay takes at once. */
const SENDER_BYTES = 4 * limits.relayMessageBytes;
/** What each sends through before the other end stops reading: buffers and garbage are then as after work. */
const WARM_BYTES = 256 * 1024;
/** Nothing has moved for so long: the relay is full. An end that reads nothing is dropped after 9 s (SG17). */
const STUCK_MS = 400;
const GIVE_UP_MS = 8000;
/** How many links are opened at the same time. */
const AT_ONCE = 10;

export interface Situation {
  readonly stalledEnds: 1 | 2;
  readonly encrypted: boolean;
  readonly messageBytes: number;
}

/** Bytes of the server's process for some number of sessions. */
export interface Memory {
  /** Resident when all links are open and nothing was sent. */
  readonly idleBytes: number;
  /** Resident at the most, until the relay was full: garbage and the allocator's spare memory included. */
  readonly peakBytes: number;
  /** JavaScript's part that is in use when the relay is full. */
  readonly liveBytes: number;
}

/**
 * Opens links in a new server, sends through them, lets ends stop reading while the others send all that they get rid of.
 * @throws Error when the relay is not full in time, or drops a link
 */
export function memoryOf(sessions: number, situation: Situation): Promise<Memory> {
  const { encrypted, stalledEnds } = situation;
  return ServerProcess.use(encrypted, async (server) => {
    const links: Link[] = [];
    while (links.length < sessions) {
      const few = Array.from({ length: Math.min(AT_ONCE, sessions - links.length) }, () => server.link());
      links.push(...(await Promise.all(few)));
    }
    const idleBytes = server.residentBytes;
    try {
      return {
        idleBytes,
        ...(await fill(server, links, stalledEnds, new Uint8Array(situation.messageBytes))),
      };
    } finally {
      for (const { hostEnd, viewer } of links) for (const end of [hostEnd, viewer]) end.drop();
    }
  });
}

async function fill(
  server: ServerProcess,
  links: readonly Link[],
  stalledEnds: 1 | 2,
  message: Uint8Array,
): Promise<Omit<Memory, 'idleBytes'>> {
  const senders = links.flatMap(({ hostEnd, viewer }) => (stalledEnds === 2 ? [hostEnd, viewer] : [hostEnd]));
  const readers = links.flatMap(({ hostEnd, viewer }) => (stalledEnds === 2 ? [hostEnd, viewer] : [viewer]));
  let peakBytes = 0;
  const within = async (what: string, done: () => boolean) => {
    const start = performance.now();
    while (!done()) {
      if (performance.now() - start > GIVE_UP_MS) throw new Error(what);
      peakBytes = Math.max(peakBytes, server.residentBytes);
      await sleep(5);
    }
  };
  const sent = new Map<TestSocket, number>();
  const push = (sender: TestSocket, mostBytes: number) => {
    const { webSocket } = sender;
    if (webSocket.readyState !== webSocket.OPEN) throw new Error('a link was closed');
    let sentBytes = sent.get(sender) ?? 0;
    while (webSocket.bufferedAmount < SENDER_BYTES && sentBytes < mostBytes) {
      webSocket.send(message);
      sentBytes += message.length;
    }
    sent.set(sender, sentBytes);
    return sentBytes - webSocket.bufferedAmount;
  };

  let readBytes = 0;
  for (const { webSocket } of readers) {
    webSocket.removeAllListeners('message');
    webSocket.on('message', (data: Buffer) => {
      readBytes += data.length;
    });
  }
  await within('the relay did not forward in time', () => {
    for (const sender of senders) push(sender, WARM_BYTES);
    return readBytes >= senders.length * WARM_BYTES;
  });
  for (const { webSocket } of readers) webSocket.pause();
  let movedAt = performance.now();
  let earlier = -1;
  await within('the relay was not full in time', () => {
    const taken = senders.reduce((sum, sender) => sum + push(sender, Number.POSITIVE_INFINITY), 0);
    if (taken !== earlier) movedAt = performance.now();
    earlier = taken;
    return performance.now() - movedAt > STUCK_MS;
  });
  return { peakBytes, liveBytes: await server.liveBytes() };
}
