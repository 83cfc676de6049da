/**
 * What websockify is to noVNC: serves its files and a page, and carries each WebSocket's bytes to the VNC server and back.
 * `node vnc-bridge.ts <port> <port of the VNC server> <noVNC's folder>`.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join, normalize } from 'node:path';
import { WebSocketServer } from 'ws';

const [port, vncPort, folder = ''] = process.argv.slice(2);
/** A sender whose other side takes nothing waits, as websockify's does. */
const QUEUE_BYTES = 256 * 1024;

const pageHtml = `<!doctype html>
<style>html, body { margin: 0; height: 100%; overflow: hidden } #screen { height: 100% }</style>
<body><div id="screen"></div>
<script type="module">
import RFB from './core/rfb.js';
const rfb = new RFB(document.getElementById('screen'), 'ws://' + location.host + '/websockify');
for (const state of ['connect', 'disconnect', 'securityfailure'])
  rfb.addEventListener(state, () => { document.body.dataset.state = state; });
</script>`;

const http = createServer(async (request, response) => {
  const path = normalize(new URL(request.url ?? '/', 'http://bridge').pathname);
  if (path === '/') {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(pageHtml);
    return;
  }
  const file = await readFile(join(folder, path)).catch(() => undefined);
  if (file === undefined) response.statusCode = 404;
  response.setHeader('content-type', 'text/javascript').end(file);
});

new WebSocketServer({ server: http, perMessageDeflate: false }).on('connection', (socket) => {
  const vnc = connect({ port: Number(vncPort), host: '127.0.0.1', noDelay: true });
  vnc.on('data', (bytes) => {
    socket.send(bytes, () => {
      if (socket.bufferedAmount < QUEUE_BYTES) vnc.resume();
    });
    if (socket.bufferedAmount >= QUEUE_BYTES) vnc.pause();
  });
  socket.on('message', (bytes: Buffer) => vnc.write(bytes));
  socket.on('close', () => vnc.destroy());
  vnc.on('close', () => socket.close());
  vnc.on('error', () => socket.close());
});
http.listen(Number(port), () => console.log('listening'));
