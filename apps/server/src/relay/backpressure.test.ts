import { randomBytes } from 'node:crypto';
import { limits } from '@fjernhjelp/protocol/signalling';
import { expect, test } from 'vitest';
import { TestServer } from '../testing/test-server.ts';
import type { TestSocket } from '../testing/test-socket.ts';
import { until } from '../testing/until.ts';

const MIB = 1024 * 1024;
const TOTAL_BYTES = 200 * MIB;
const SESSION_BYTES = MIB;
const message = randomBytes(limits.relayMessageBytes);

/** Keeps the sender's own queue full while it sends, and remembers the most that the relay held. */
class Pusher {
  sentBytes = 0;
  mostHeldBytes = 0;
  readonly #sender: TestSocket;
  readonly #server: TestServer;

  constructor(sender: TestSocket, server: TestServer) {
    this.#sender = sender;
    this.#server = server;
  }

  push(): number {
    while (this.sentBytes < TOTAL_BYTES && this.#sender.webSocket.bufferedAmount < MIB) {
      this.#sender.send(message);
      this.sentBytes += message.length;
    }
    const held = this.#server.running.load().relayHeldBytes;
    this.mostHeldBytes = Math.max(this.mostHeldBytes, held);
    return held;
  }

  /** Pushes until nothing moves any more, in the relay or at the sender. @returns what the relay holds then */
  async untilStuck(): Promise<number> {
    let earlier = '';
    for (let quietRounds = 0; quietRounds < 30; ) {
      const held = this.push();
      const now = `${held} ${this.sentBytes} ${this.#sender.webSocket.bufferedAmount}`;
      quietRounds = now === earlier && held > 0 ? quietRounds + 1 : 0;
      earlier = now;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return this.push();
  }
}

test('SG15 holds under 1 MiB for a session whose one end reads nothing while the other sends 200 MB, and loses nothing', async () => {
  const server = await TestServer.start();
  const { hostEnd, viewer } = await server.link(await server.register());
  const pusher = new Pusher(hostEnd, server);
  viewer.webSocket.pause();
  expect(await pusher.untilStuck()).toBeGreaterThan(0);
  // The sender waits, so the pressure has reached it.
  expect(pusher.sentBytes).toBeLessThan(TOTAL_BYTES / 2);

  // Another link of the same server goes on meanwhile (SG11).
  const other = await server.link(await server.register());
  other.viewer.send(Buffer.from('quick'));
  expect((await other.hostEnd.bytes()).toString()).toBe('quick');

  viewer.webSocket.resume();
  for (let receivedBytes = 0; receivedBytes < TOTAL_BYTES; receivedBytes += message.length) {
    if (!(await viewer.bytes()).equals(message)) throw new Error('changed on the way');
    pusher.push();
  }
  expect(pusher.mostHeldBytes).toBeLessThan(SESSION_BYTES / 2);
  await until(() => server.running.load().relayHeldBytes === 0);
});

test('SG17 a slow end that takes bytes is not dead, and one that takes none is', async () => {
  const server = await TestServer.start();
  const { hostEnd, viewer } = await server.link(await server.register());
  const pusher = new Pusher(hostEnd, server);
  viewer.webSocket.pause();
  const held = await pusher.untilStuck();
  server.clock.advance(limits.silenceMs - 1000);
  expect(server.running.load().openLinks).toBe(1);
  // It reads a little, until that has made room in the relay.
  while (server.running.load().relayHeldBytes === held) {
    viewer.webSocket.resume();
    await viewer.bytes();
    viewer.webSocket.pause();
  }
  server.clock.advance(limits.silenceMs - 1000);
  expect(server.running.load().openLinks).toBe(1);
  server.clock.advance(2000);
  await until(() => server.running.load().openLinks === 0);
  viewer.drop();
  hostEnd.drop();
});
