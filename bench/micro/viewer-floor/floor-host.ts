import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PictureEncoder } from '@fjernhjelp/codec';
import { decodeInput, limits, type Rect, streams } from '@fjernhjelp/protocol';
import { rolldown } from 'rolldown';
import { type WebSocket, WebSocketServer } from 'ws';
import { createNodeCompressor } from '../../../apps/client/src/picture/zstd.ts';
import type { Resources } from '../../../e2e/harness/resources.ts';
import type { ScreenPixels } from '../../systems.ts';
import { encodeMarker, marker } from '../../workloads/marker.ts';
import { middleLine } from '../../workloads/scenes/typing.ts';
import { LINE_PX } from '../../workloads/text.ts';
import { createRandom, TextPage } from '../text-screen.ts';
import {
  FLOOR_MESSAGE_BYTES,
  type FloorSocket,
  openFloorChannel,
  sealLine,
  transportOf,
} from './floor-channel.ts';

/** From a key to the update that answers it, as the product's client has it. */
const ANSWER_MS = 4;
const WHITE = 0xffffff;
const LETTER_PX = 8;
const html = `<!doctype html><title>floor</title>
<style>html, body { margin: 0; height: 100%; overflow: hidden }</style>
<body><script type="module" src="/floor-page.ts"></script>`;
const isolated = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** @returns the scripts of a page and its workers, by name */
export async function buildFloorScripts(): Promise<ReadonlyMap<string, string>> {
  const scripts = new Map<string, string>();
  const viewer = join(import.meta.dirname, '../../../packages/viewer/src/display');
  for (const [folder, name] of [
    [import.meta.dirname, 'floor-page'],
    [import.meta.dirname, 'floor-worker'],
    [import.meta.dirname, 'floor-line-worker'],
    [import.meta.dirname, 'floor-sealing-worker'],
    [viewer, 'paint-worker'],
  ] as const) {
    const build = await rolldown({ input: join(folder, `${name}.ts`), platform: 'browser' });
    const { output } = await build.generate({ format: 'es' });
    await build.close();
    scripts.set(`/${name}.ts`, output[0].code);
  }
  return scripts;
}

export interface FloorHost {
  readonly port: number;
  /** A letter appears at each viewer. */
  write(): void;
}

/** Serves the pages, and is the host that each finds: keys write letters as in the `echo` workload. */
export async function openFloorHost(
  resources: Resources,
  scripts: ReadonlyMap<string, string>,
  screen: ScreenPixels,
): Promise<FloorHost> {
  const writers = new Set<() => void>();
  const server = createServer(({ url = '/' }, response) => {
    const script = scripts.get(url);
    const type = script === undefined ? 'text/html' : 'text/javascript';
    response.writeHead(200, { ...isolated, 'content-type': type }).end(script ?? html);
  });
  new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket, { url }) => {
    const write = serveViewer(socket, url === '/sealed', screen);
    writers.add(write);
    socket.on('close', () => writers.delete(write));
  });
  await once(server.listen(0, '0.0.0.0'), 'listening');
  resources.add(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    port: (server.address() as AddressInfo).port,
    write() {
      for (const write of writers) write();
    },
  };
}

/** @returns what writes a letter */
function serveViewer(socket: WebSocket, isSealed: boolean, screen: ScreenPixels): () => void {
  const { widthPx, heightPx } = screen;
  const encoder = new PictureEncoder(0, screen, createNodeCompressor(), {
    now: () => performance.now(),
    lossy: true,
    cachePlaces: limits.cachedTiles,
  });
  const { pixels } = encoder.frame;
  const words = new Uint32Array(pixels.buffer, pixels.byteOffset, widthPx * heightPx);
  const text = new TextPage(widthPx, 100);
  const random = createRandom(11);
  const topPx = middleLine(screen);
  const strip: Rect = { xPx: 64, yPx: topPx + LINE_PX, widthPx: marker.widthPx, heightPx: marker.heightPx };
  let sequence = 0;
  let written = 0;

  function fill(color: number, rect: Rect): void {
    for (let y = rect.yPx; y < rect.yPx + rect.heightPx; y++)
      words.fill(color, y * widthPx + rect.xPx, y * widthPx + rect.xPx + rect.widthPx);
  }

  function mark(number: number): void {
    encodeMarker(number).forEach((bit, i) => {
      const xPx = strip.xPx + i * marker.blockPx;
      fill(bit ? WHITE : 0, { ...strip, xPx, widthPx: marker.blockPx });
    });
  }

  function send(damage: readonly Rect[]): void {
    const update = encoder.encode(damage, FLOOR_MESSAGE_BYTES, ++sequence);
    if (update !== undefined) channel.send(streams.picture, update);
  }

  function write(): void {
    const line = { xPx: 0, yPx: topPx, widthPx, heightPx: LINE_PX };
    const at = written++ % (marker.widthPx / LETTER_PX);
    if (at === 0) fill(WHITE, line);
    const letter = text.type(pixels, widthPx, strip.xPx + at * LETTER_PX, topPx, Math.floor(random() * 26));
    mark(written);
    send([at === 0 ? line : letter, strip]);
  }

  const channel = openFloorChannel(
    sealLine(transportOf(socket as unknown as FloorSocket), 'host', isSealed),
    (stream, message) => {
      if (stream !== streams.input) return;
      const input = decodeInput(message);
      if (input.type === 'key' && input.down) setTimeout(write, ANSWER_MS);
    },
  );
  text.paint(pixels, widthPx, heightPx, 0);
  fill(WHITE, { xPx: 0, yPx: topPx, widthPx, heightPx: LINE_PX + marker.heightPx });
  mark(0);
  channel.send(streams.picture, encoder.encodeResize());
  send([{ xPx: 0, yPx: 0, widthPx, heightPx }]);
  while (encoder.pending) send([]);
  return write;
}
