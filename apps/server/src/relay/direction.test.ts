import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';
import { limits } from '@fjernhjelp/protocol/signalling';
import { expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { Connection } from '../sockets/connection.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { Direction } from './direction.ts';

const READ_BYTES = 64 * 1024;
/** What SG15 allows for one direction. */
const HELD_BYTES = limits.relayHighWaterBytes + 2 * limits.relayMessageBytes;

/** A line of which the test decides when it takes bytes. */
class Line extends Duplex {
  readonly taken: Buffer[] = [];
  #waiting: (() => void)[] = [];
  #blocked = false;

  /** Nothing is taken any more, or all of it again. */
  block(blocked: boolean): void {
    this.#blocked = blocked;
    if (!blocked) for (const written of this.#waiting.splice(0)) written();
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, written: () => void): void {
    this.taken.push(chunk);
    if (this.#blocked) this.#waiting.push(written);
    else written();
  }
}

async function connected(): Promise<{ line: Line; connection: Connection }> {
  const line = new Line();
  const headers = {
    upgrade: 'websocket',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    'sec-websocket-version': '13',
  };
  const request = { method: 'GET', url: '/', headers } as unknown as IncomingMessage;
  const server = new WebSocketServer({ noServer: true, maxPayload: limits.relayMessageBytes });
  const connection = await new Promise<Connection>((resolve) => {
    server.handleUpgrade(request, line, Buffer.alloc(0), (webSocket) => {
      resolve(new Connection(webSocket, line, new ManualClock()));
    });
  });
  line.taken.splice(0);
  return { line, connection };
}

test('SG15 a read full of the smallest messages costs no more than its bytes while the target is stuck', async () => {
  const [source, target] = [await connected(), await connected()];
  const direction = new Direction(source.connection, target.connection, false);
  let refused = 0;
  source.connection.listen({
    text: () => {},
    binary: (bytes) => {
      if (!direction.forward(bytes)) refused++;
    },
    closed: () => {},
  });
  target.line.block(true);
  // One masked message of one byte takes seven: 9362 of them are one read of a socket.
  const frames = Math.floor(READ_BYTES / 7);
  const read = Buffer.concat(
    Array.from({ length: frames }, (_, index) => Buffer.of(0x82, 0x81, 0, 0, 0, 0, index)),
  );
  source.line.push(read);
  await once(source.line, 'pause');
  // A read that had already been made when the pause came.
  expect(source.connection.paused).toBe(true);
  expect(refused).toBe(0);
  expect(direction.heldBytes).toBeLessThan(HELD_BYTES);

  target.line.block(false);
  while (direction.heldBytes > 0) await new Promise((resolve) => setImmediate(resolve));
  expect(source.connection.paused).toBe(false);
  const out = Buffer.concat(target.line.taken);
  expect(out.length).toBe(frames * 3);
  for (let index = 0; index < frames; index++) {
    if (out[index * 3 + 2] !== (index & 0xff)) throw new Error(`message ${index} is another`);
  }
  for (const { connection } of [source, target]) connection.close(1000);
});

test('SG15 a read that completes a message of the largest size and brings as much as it can fits, whatever is on its way out', async () => {
  const header = (length: number) => Buffer.of(0x82, 0xfe, length >> 8, length & 0xff, 0, 0, 0, 0);
  const message = (length: number) => Buffer.concat([header(length), Buffer.alloc(length)]);
  const largest = message(limits.relayMessageBytes);
  const rest = message(READ_BYTES - 1 - largest.length - header(0).length);
  const read = Buffer.concat([largest.subarray(-1), largest, rest]);
  expect(read.length).toBe(READ_BYTES);
  for (const earlierBytes of [0, 1, 10_000, 29_000, 31_000, 32_000, limits.relayMessageBytes]) {
    const [source, target] = [await connected(), await connected()];
    const direction = new Direction(source.connection, target.connection, false);
    let received = 0;
    source.connection.listen({
      text: () => {},
      binary: (bytes) => {
        received++;
        expect(direction.forward(bytes)).toBe(true);
      },
      closed: () => {},
    });
    target.line.block(true);
    const earlier = earlierBytes === 0 ? Buffer.alloc(0) : message(earlierBytes);
    source.line.push(Buffer.concat([earlier, largest.subarray(0, -1)]));
    await new Promise((resolve) => setImmediate(resolve));
    source.line.push(read);
    await new Promise((resolve) => setImmediate(resolve));
    expect(source.connection.paused).toBe(true);
    expect(direction.heldBytes).toBeLessThanOrEqual(HELD_BYTES);

    target.line.block(false);
    while (received < (earlierBytes ? 4 : 3)) await new Promise((resolve) => setImmediate(resolve));
    for (const { connection } of [source, target]) connection.close(1000);
  }
});

test('SG15 counts an encrypted message twice', async () => {
  const [source, target] = [await connected(), await connected()];
  target.line.block(true);
  const held = [false, true].map((encrypted) => {
    const direction = new Direction(source.connection, target.connection, encrypted);
    direction.forward(Buffer.alloc(10_000));
    return direction.heldBytes;
  });
  expect((held[1] ?? 0) - (held[0] ?? 0)).toBe(10_000);
  for (const { connection } of [source, target]) connection.close(1000);
});
