// What a change costs the user's machine at the least: `node bench/micro/host-floor.ts [--seconds 8] [--every 1]`. Beside TigerVNC's x0vncserver, on the
// same painted desktop (a character typed 12 times a second), a Node process that only waits for XDamage, reads 20 × 20 pixels and writes 200
// bytes. CPU of each process is the kernel's own count (schedstat). docs/decisions/0022 quotes it.
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { WebSocketServer } from 'ws';
import { Display } from '../../e2e/harness/display.ts';
import { freePort, node, type Program, Resources, until } from '../../e2e/harness/resources.ts';
import { cpuNanoseconds } from '../cpu.ts';
import { followRfb } from './host-floor/rfb-follower.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '8' } } });
const SETTLE_MS = 1500;
const ANSWER_BYTES = 31;
const screen = { widthPx: 1920, heightPx: 1080 };

interface Opened {
  readonly program: Program;
  updates(): number;
}

await using resources = new Resources();

function floor(display: Display, url: string): Program {
  return display.start(node, [join(import.meta.dirname, 'host-floor/floor.ts'), display.name, url]);
}

async function openWebSocketFloor(display: Display, answers: boolean): Promise<Opened> {
  const port = await freePort();
  const server = new WebSocketServer({ port, host: '127.0.0.1', perMessageDeflate: false });
  resources.add(() => server.close());
  let count = 0;
  server.on('connection', (socket) => {
    socket.on('message', () => {
      count++;
      if (answers) socket.send(new Uint8Array(ANSWER_BYTES));
    });
  });
  const program = floor(display, `ws://127.0.0.1:${port}`);
  await program.until('the floor is ready', ({ stdout }) => stdout.includes('ready'));
  return { program, updates: () => count };
}

async function openSocketFloor(display: Display): Promise<Opened> {
  let count = 0;
  const server = createServer((socket) => socket.on('data', () => count++));
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  resources.add(() => server.close());
  const program = floor(display, `tcp://127.0.0.1:${port}`);
  await program.until('the floor is ready', ({ stdout }) => stdout.includes('ready'));
  return { program, updates: () => count };
}

async function openVncServer(display: Display): Promise<Opened> {
  const port = await freePort();
  const program = display.start('X0tigervnc', [
    ...['-display', display.name, '-rfbport', String(port), '-localhost', '-SecurityTypes', 'None'],
  ]);
  await program.until('x0vncserver listens', ({ stderr }) => stderr.includes(`port ${port}`));
  const follower = await followRfb(port);
  resources.add(() => follower.close());
  await until('the first picture has come', () => follower.updates() > 0);
  return { program, updates: () => follower.updates() };
}

const systems: Record<string, (display: Display) => Promise<Opened>> = {
  'x0vncserver (ZRLE)': openVncServer,
  'Node, a bare socket': openSocketFloor,
  'Node, a WebSocket': (display) => openWebSocketFloor(display, false),
  'Node, a WebSocket, each answered': (display) => openWebSocketFloor(display, true),
};

const rows: Record<string, { updates: number; 'ms of CPU an update': number }> = {};
for (const [name, open] of Object.entries(systems)) {
  const display = await Display.start(resources, screen);
  const painter = display.start(node, [
    join(import.meta.dirname, '../workloads/painter.ts'),
    'typing',
    ...[
      String(Number(values.seconds) + SETTLE_MS / 1000 + 1),
      String(screen.widthPx),
      String(screen.heightPx),
    ],
  ]);
  await painter.until('the first paint', ({ stdout }) => stdout.includes('\npaint 0 '));
  const { program, updates } = await open(display);
  painter.child.stdin?.write('go\n');
  await sleep(SETTLE_MS);
  const before = { ns: cpuNanoseconds(program.pid), updates: updates() };
  await sleep(Number(values.seconds) * 1000);
  const seen = updates() - before.updates;
  const ms = (cpuNanoseconds(program.pid) - before.ns) / 1e6;
  rows[name] = { updates: seen, 'ms of CPU an update': Number((ms / seen).toFixed(3)) };
  await program.kill();
  await painter.kill();
}
console.table(rows);
await resources.close();
process.exit(0);
