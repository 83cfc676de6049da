// Runs on Linux as `node outside.ts <wine> <node.exe> <program> <arguments>`, with stdin, stdout and stderr like any program's: joins them to a
// program under Wine (see `inside.mjs`), and ends with its exit code.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';

const [wine, node, ...args] = process.argv.slice(2) as [string, string, ...string[]];
const server = createServer({ allowHalfOpen: true });
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
const port = typeof address === 'object' && address ? address.port : 0;
const inside = join(import.meta.dirname, 'inside.mjs');
const log = openSync(join(process.env['WINEPREFIX'] ?? '', 'inside.log'), 'a');
const child = spawn(wine, [node, `Z:${inside}`, String(port), ...args], {
  // Under Wine the null device counts as a console, of which there is none.
  stdio: ['ignore', log, log],
});

server.on('connection', (socket: Socket) => {
  socket.on('error', () => socket.destroy());
  socket.on('end', () => socket.end());
  socket.once('readable', () => {
    // The first line says which of the two it is.
    const first = String(socket.read() ?? '');
    const end = first.indexOf('\n');
    const isMain = first.slice(0, end) === 'main';
    const output = isMain ? process.stdout : process.stderr;
    output.write(first.slice(end + 1));
    socket.pipe(output, { end: false });
    if (isMain) process.stdin.pipe(socket);
  });
});
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
  server.close();
  process.stdin.destroy();
});
