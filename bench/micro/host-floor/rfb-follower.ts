import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const ENCODING_ZRLE = 16;
const FRAMEBUFFER_UPDATE = 0;
const RECT_HEADER_BYTES = 12;

/** Asks a VNC server for what changed, again and again, and drops it. No authentication, ZRLE alone (RFC 6143). */
export async function followRfb(port: number): Promise<{ updates(): number; close(): void }> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  const reader = new Reader(socket);
  await reader.take(12);
  socket.write('RFB 003.008\n');
  const [types = 0] = await reader.take(1);
  await reader.take(types);
  socket.write(Uint8Array.of(1));
  await reader.take(4);
  socket.write(Uint8Array.of(1));
  const start = await reader.take(24);
  await reader.take(start.readUInt32BE(20));
  const [width, height] = [start.readUInt16BE(0), start.readUInt16BE(2)];
  socket.write(Uint8Array.of(2, 0, 0, 1, 0, 0, 0, ENCODING_ZRLE));
  let count = 0;
  const ask = (incremental: number) => {
    const request = Buffer.alloc(10);
    request[0] = 3;
    request[1] = incremental;
    request.writeUInt16BE(width, 6);
    request.writeUInt16BE(height, 8);
    socket.write(request);
  };
  const follow = async () => {
    for (ask(0); ; ask(1)) {
      const header = await reader.take(4);
      if (header[0] !== FRAMEBUFFER_UPDATE) throw new Error(`unexpected RFB message ${header[0]}`);
      for (let rects = header.readUInt16BE(2); rects > 0; rects--) {
        await reader.take(RECT_HEADER_BYTES);
        await reader.take((await reader.take(4)).readUInt32BE(0));
      }
      count++;
    }
  };
  follow().catch(() => {});
  return { updates: () => count, close: () => socket.destroy() };
}

class Reader {
  readonly #socket: Socket;
  #held = Buffer.alloc(0);

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  async take(sizeBytes: number): Promise<Buffer> {
    while (this.#held.length < sizeBytes) {
      const [more] = (await once(this.#socket, 'data')) as [Buffer];
      this.#held = Buffer.concat([this.#held, more]);
    }
    const taken = this.#held.subarray(0, sizeBytes);
    this.#held = this.#held.subarray(sizeBytes);
    return taken;
  }
}
