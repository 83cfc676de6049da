import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { quickConnection } from './quick-connection.ts';
import { type MadeCertificates, makeCertificates } from './testing/certificates.ts';

type AnyServer = Server | ReturnType<typeof createHttpServer>;

let certificates: MadeCertificates;
let servers: { readonly plain: AnyServer; readonly encrypted: AnyServer };
/** What the next client is sent, how its bytes are cut, and what it answered. */
let script: (socket: WebSocket, line: Duplex) => Promise<void>;

beforeAll(async () => {
  certificates = makeCertificates();
  servers = {
    plain: createHttpServer(),
    encrypted: createHttpsServer({ cert: certificates.cert, key: certificates.key }),
  };
  for (const server of Object.values(servers)) {
    const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
    server.on('upgrade', (request, line, head) =>
      sockets.handleUpgrade(request, line, head, (socket) => void script(socket, line)),
    );
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  }
});
afterAll(() => {
  for (const server of Object.values(servers)) server.close();
  certificates.remove();
});

function open(kind: 'plain' | 'encrypted'): WebSocket {
  const isEncrypted = kind === 'encrypted';
  const { port } = servers[kind].address() as AddressInfo;
  const socket = new WebSocket(`${isEncrypted ? 'wss' : 'ws'}://localhost:${port}/a/page`, {
    perMessageDeflate: false,
    createConnection: quickConnection(isEncrypted),
    ...(isEncrypted && { ca: readFileSync(certificates.caFile) }),
  });
  socket.binaryType = 'arraybuffer';
  return socket;
}

/** From here on what is written goes out in pieces of these sizes, over and over. */
function cut(line: Duplex, sizes: readonly number[]): void {
  const write = line.write.bind(line) as (bytes: Buffer) => boolean;
  let turn = 0;
  line.cork = line.uncork = () => {};
  line.write = ((given: Buffer | string, written?: unknown) => {
    const bytes = Buffer.from(given as string);
    for (let start = 0; start < bytes.length; ) {
      const end = start + sizes[turn++ % sizes.length]!;
      write(bytes.subarray(start, end));
      start = end;
    }
    if (typeof written === 'function') written();
    return true;
  }) as typeof line.write;
}

/** @returns the sizes and the first byte of all messages, and with which code it was closed */
function hear(socket: WebSocket): Promise<{ messages: [number, number][]; code: number }> {
  const messages: [number, number][] = [];
  return new Promise((resolve, reject) => {
    socket.onmessage = ({ data }) => {
      const bytes = new Uint8Array(data as ArrayBuffer);
      messages.push([bytes.length, bytes.every((byte) => byte === bytes[0]) ? (bytes[0] ?? -1) : -2]);
    };
    socket.onerror = ({ error }) => reject(error);
    socket.onclose = ({ code }) => resolve({ messages, code });
  });
}

const message = fc.record({
  sizeBytes: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 200_000 })),
  isInParts: fc.boolean(),
  isAfterPing: fc.boolean(),
});

describe.each(['plain', 'encrypted'] as const)('a %s connection', (kind) => {
  it('brings every message whole and in order, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { maxLength: 12 }),
        fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 100_000 })), {
          minLength: 1,
          maxLength: 6,
        }),
        async (sent, sizes) => {
          let pongs = 0;
          // A few bytes at a time are for few bytes.
          const smallest = Math.ceil(sent.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) / 2000);
          script = async (socket, line) => {
            // At once, so that the first of it may come with the answer to the upgrade.
            cut(
              line,
              sizes.map((size) => Math.max(size, smallest)),
            );
            socket.on('pong', () => pongs++);
            for (const [i, { sizeBytes, isInParts, isAfterPing }] of sent.entries()) {
              if (isAfterPing) socket.ping(`${i}`);
              const bytes = Buffer.alloc(sizeBytes, i + 1);
              const half = isInParts ? sizeBytes >> 1 : 0;
              if (isInParts) socket.send(bytes.subarray(0, half), { fin: false });
              socket.send(bytes.subarray(half));
              if (sizeBytes > 100_000) await nextTurn();
            }
            socket.close(4321);
          };
          const { messages, code } = await hear(open(kind));
          expect(messages).toEqual(sent.map(({ sizeBytes }, i) => [sizeBytes, sizeBytes === 0 ? -1 : i + 1]));
          expect(code).toBe(4321);
          expect(pongs).toBe(sent.filter(({ isAfterPing }) => isAfterPing).length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('takes much at once, and gives much', async () => {
    const received = Promise.withResolvers<number>();
    script = async (socket) => {
      let bytes = 0;
      socket.on('message', (data: Buffer) => {
        bytes += data.length;
        if (bytes === 8_000_000) {
          received.resolve(bytes);
          socket.close(4321);
        }
      });
      for (let i = 0; i < 8; i++) socket.send(Buffer.alloc(1_000_000, i + 1));
    };
    const socket = open(kind);
    const heard = hear(socket);
    socket.onopen = () => {
      for (let i = 0; i < 8; i++) socket.send(new Uint8Array(1_000_000));
    };
    expect(await received.promise).toBe(8_000_000);
    expect((await heard).messages).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((byte) => [1_000_000, byte]));
  });

  it('is heard to break', async () => {
    script = async (_socket, line) => void line.destroy();
    expect((await hear(open(kind))).code).toBe(1006);
  });
});
